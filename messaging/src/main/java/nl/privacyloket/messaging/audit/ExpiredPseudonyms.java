package nl.privacyloket.messaging.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.privacyloket.crypto.Pseudonyms;
import nl.privacyloket.messaging.audit.PseudonymRegister.Destroyed;
import nl.privacyloket.messaging.audit.PseudonymRegister.Kind;
import nl.privacyloket.messaging.transaction.Transactions;

/** Destroys the keys of pseudonyms that nobody has needed for long, and tells the log. */
public final class ExpiredPseudonyms {
    private static final int PIECE = 500;

    private final String name;
    private final PseudonymRegister register;
    private final Pseudonyms earlier;
    private final Transactions transactions;
    private final AuditLedger audit = new AuditLedger();

    /**
     * @param name whose log it is
     * @param earlier makes the pseudonyms of before the register
     */
    public ExpiredPseudonyms(String name, PseudonymRegister register, Pseudonyms earlier, Transactions transactions) {
        this.name = name;
        this.register = register;
        this.earlier = earlier;
        this.transactions = transactions;
    }

    /**
     * Destroys what is due, in pieces. Each key of an actor has an entry; those of persons, who stand in no list, have one
     * together for each organisation and piece.
     *
     * @param kept after how long without being needed a key is due
     * @return how many were destroyed
     */
    public int destroy(Instant now, Period kept) throws Exception {
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC).minus(kept);
        int all = 0;
        int piece;
        do {
            piece = transactions.inTransaction(connection -> {
                List<Destroyed> destroyed = register.destroyUnseenSince(connection, day, PIECE, earlier);
                audit.append(connection, entries(destroyed, now));
                return destroyed.size();
            });
            all += piece;
        } while (piece == PIECE);
        return all;
    }

    private List<AuditEntry> entries(List<Destroyed> destroyed, Instant now) {
        List<AuditEntry> entries = new ArrayList<>();
        for (Destroyed one : destroyed) {
            if (one.kind() == Kind.ACTOR) {
                entries.add(entry(
                        now, one.organisation(), "actor.pseudonym-destroyed", "actor", one.pseudonym(), "expired"));
            }
        }
        Map<String, Long> persons = destroyed.stream()
                .filter(one -> one.kind() == Kind.PERSON)
                .collect(Collectors.groupingBy(Destroyed::organisation, TreeMap::new, Collectors.counting()));
        persons.forEach((organisation, count) -> entries.add(entry(
                now, organisation, "person.pseudonyms-destroyed", "organisation", organisation, "erased-" + count)));
        return entries;
    }

    private AuditEntry entry(
            Instant now, String organisation, String action, String objectType, String objectId, String outcome) {
        return new AuditEntry(now, organisation, "system:" + name, action, objectType, objectId, outcome, null);
    }
}
