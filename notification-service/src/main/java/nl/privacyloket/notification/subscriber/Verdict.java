package nl.privacyloket.notification.subscriber;

import static nl.privacyloket.notification.subscriber.Subscription.POLICY_CHANGE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import nl.privacyloket.notification.subscriber.EndedPurposes.End;
import nl.privacyloket.notification.subscriber.Enrolment.StaysEnded;

/**
 * What an entry hears of from now on, when a system has said something and the person may have ended something.
 *
 * @param active what may be sent
 * @param staying what was asked for and stays ended
 * @param revived whether changes of the statement, once ended, are asked for again
 * @param dropped what was sent until now and the system asks for no longer
 */
record Verdict(SortedSet<String> active, List<StaysEnded> staying, boolean revived, SortedSet<String> dropped) {

    /**
     * @param before the entry as it is stored; null when it is new
     * @param hashes those of {@link #hashes} that are certain to mean the person
     */
    static Verdict of(Subscription said, Subscriber before, Set<String> hashes, EndedPurposes ended) {
        SortedSet<String> active = new TreeSet<>();
        List<StaysEnded> staying = new ArrayList<>();
        boolean revived = false;
        Collection<String> wanted = new TreeSet<>(said.purposes());
        wanted.add(POLICY_CHANGE);
        for (String purpose : wanted) {
            Optional<End> end = ended.find(hashes, purpose);
            if (end.isEmpty() || isStill(before, hashes, purpose, ended, end.get())) {
                active.add(purpose);
            } else if (isAgain(said, purpose, ended, end.get())) {
                active.add(purpose);
                revived |= purpose.equals(POLICY_CHANGE);
            } else {
                staying.add(new StaysEnded(purpose, end.get().at()));
            }
        }
        SortedSet<String> dropped = new TreeSet<>();
        if (before != null) {
            dropped.addAll(before.purposes());
            dropped.removeAll(wanted);
        }
        return new Verdict(active, staying, revived, dropped);
    }

    /** The entry may have had another address, or other identifiers, when something was ended. */
    static Set<String> hashes(Subscription said, Subscriber before) {
        Set<String> hashes = new LinkedHashSet<>(said.subjectHashes());
        if (before != null) {
            hashes.addAll(before.subjectHashes());
        }
        return hashes;
    }

    /** Whether the person agreed to the purpose after ending it, or is owed it as a newcomer. */
    private static boolean isAgain(Subscription said, String purpose, EndedPurposes ended, End end) {
        boolean agreedSince = isAfter(said.consentAt(), end.at());
        if (agreedSince && said.agreed().contains(purpose)) {
            return true;
        }
        if (!purpose.equals(POLICY_CHANGE) || end.by() != EndedBy.ERASURE) {
            return false;
        }
        // Who comes back after an erasure begins anew: with new consent, or as an entry that was not there to be
        // erased.
        return agreedSince || ended.find(List.of(said.idHash()), purpose).isEmpty();
    }

    /**
     * Whether the end left alone what is sent to the entry. The latest consent need not be to this purpose: it counts only
     * for an end that the entry has been through, and not for one that its mailbox got from elsewhere since. An erasure of
     * somebody else at the same address is none of the entry's.
     */
    private static boolean isStill(
            Subscriber before, Set<String> hashes, String purpose, EndedPurposes ended, End end) {
        if (before == null || !before.purposes().contains(purpose)) {
            return false;
        }
        Collection<String> own = new LinkedHashSet<>(before.subjectHashes());
        own.remove(before.addressHash());
        own.retainAll(hashes);
        Optional<End> known = ended.find(own, purpose);
        boolean agreed = isAfter(before.consentAt(), end.at());
        if (end.by() == EndedBy.ERASURE) {
            return agreed || known.isEmpty();
        }
        return agreed && known.isPresent() && !known.get().at().isBefore(end.at());
    }

    private static boolean isAfter(Instant consent, Instant end) {
        return consent != null && consent.isAfter(end);
    }
}
