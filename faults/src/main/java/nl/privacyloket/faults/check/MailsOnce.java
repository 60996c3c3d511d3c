package nl.privacyloket.faults.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.faults.client.Entry;
import nl.privacyloket.faults.evidence.Evidence;
import nl.privacyloket.faults.evidence.Evidence.Arrived;
import nl.privacyloket.faults.evidence.Evidence.Message;

/**
 * Each person gets each mail once. The one exception is documented (docs/mail.md): a mail whose sending was broken off at the moment
 * of the server's answer comes again under the same Message-ID. notification-service counts per mail how often its outcome was
 * uncertain; so often it may have come again, and not once more, however often it was tried. Those are counted by {@link #again}.
 */
public final class MailsOnce implements Check {
    // What a subject says at each step of a request in English; the first is matched before the others.
    private static final List<String> STEPS = List.of("confirm", "received", "decision", "complete");

    @Override
    public String name() {
        return "mails-once";
    }

    @Override
    public List<Finding> look(Evidence evidence) {
        Findings findings = new Findings(this);
        Map<String, List<Arrived>> byId = byId(evidence);
        Map<String, Message> known = new HashMap<>();
        evidence.messages().forEach(message -> known.put(message.id(), message));
        byId.forEach((id, mails) -> {
            Message message = known.get(id);
            int uncertain = message == null ? 0 : message.uncertain();
            if (mails.size() > 1 + uncertain) {
                findings.doubled("mail " + id + " arrived " + mails.size() + " times, and its outcome was uncertain "
                        + uncertain + " times");
            }
        });
        for (Message message : evidence.messages()) {
            if (message.state().equals("sent") && !byId.containsKey(message.id())) {
                findings.lost("mail " + message.id() + " (" + message.kind() + ") counts as sent and never arrived");
            }
        }
        for (Entry entry : evidence.ledger()) {
            if (entry.what() == Entry.What.CLOSED) {
                stepsOf(entry, byId, findings);
            }
        }
        return findings.all();
    }

    /** How many mails came more often than once in the documented way. */
    public static long again(Evidence evidence) {
        return byId(evidence).values().stream()
                .filter(mails -> mails.size() > 1)
                .count();
    }

    private static void stepsOf(Entry closed, Map<String, List<Arrived>> byId, Findings findings) {
        Map<String, Set<String>> steps = new HashMap<>();
        byId.forEach((id, mails) -> {
            Arrived mail = mails.get(0);
            if (mail.about().contains(closed.reference())) {
                for (String step : STEPS) {
                    if (mail.subject().toLowerCase(java.util.Locale.ROOT).contains(step)) {
                        steps.computeIfAbsent(step, key -> new HashSet<>()).add(id);
                        break;
                    }
                }
            }
        });
        for (String step : STEPS) {
            findings.exactlyOne(
                    steps.getOrDefault(step, Set.of()).size(),
                    "the mail about " + closed.reference() + " with \"" + step + "\" in its subject");
        }
    }

    private static Map<String, List<Arrived>> byId(Evidence evidence) {
        Map<String, List<Arrived>> byId = new HashMap<>();
        for (Arrived mail : evidence.mails()) {
            String id = mail.messageId().replaceAll("^<|@.*$", "");
            byId.computeIfAbsent(id, key -> new ArrayList<>()).add(mail);
        }
        return byId;
    }
}
