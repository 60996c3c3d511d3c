package nl.privacyloket.faults.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.faults.client.Entry;
import nl.privacyloket.faults.client.Entry.What;
import nl.privacyloket.faults.evidence.Evidence;
import nl.privacyloket.faults.evidence.Evidence.Arrived;
import nl.privacyloket.faults.evidence.Evidence.Message;
import nl.privacyloket.faults.evidence.Evidence.Noted;
import nl.privacyloket.faults.evidence.Evidence.Removal;
import nl.privacyloket.faults.evidence.Evidence.StoredRequest;
import nl.privacyloket.stack.client.TopicRecord;

/** What came of one erasure that went well, to be doctored. */
final class Outcome {
    static final String ID = "11111111-1111-1111-1111-111111111111";
    static final String REFERENCE = "COMPJOETER-2026-000001";
    static final String PERSON = "K-1";
    static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");
    private static final String REQUESTS = "privacyloket.requests.v1";

    final List<Entry> ledger = new ArrayList<>();
    final List<StoredRequest> requests = new ArrayList<>();
    final List<TopicRecord> records = new ArrayList<>();
    final List<Noted> inbox = new ArrayList<>();
    final List<Arrived> mails = new ArrayList<>();
    final List<Message> messages = new ArrayList<>();
    final List<String> customers = new ArrayList<>();
    final List<Removal> removals = new ArrayList<>();
    final List<String> audit = new ArrayList<>();
    final Map<String, Long> waiting = new LinkedHashMap<>();
    final List<String> traces = new ArrayList<>();

    static Outcome good() {
        Outcome outcome = new Outcome();
        outcome.enter(0, What.ASKING, null, null, "key");
        outcome.enter(1, What.ACCEPTED, ID, REFERENCE, "erasure");
        outcome.enter(2, What.CONFIRMED, ID, REFERENCE, null);
        outcome.enter(3, What.DECIDED, ID, REFERENCE, null);
        outcome.enter(9, What.CLOSED, ID, REFERENCE, "granted");
        outcome.requests.add(new StoredRequest(ID, REFERENCE, "erasure", "closed", "granted"));
        for (String fact : List.of("received", "confirmed", "identity-verified", "decided", "closed")) {
            outcome.record(0, ID, "nl.privacyloket.request." + fact + ".v1", "event-" + fact);
            outcome.inbox.add(new Noted("retention.requests", "request-service", "event-" + fact, 1));
            outcome.inbox.add(new Noted("notification.requests", "request-service", "event-" + fact, 1));
        }
        int number = 0;
        for (String step : List.of("Please confirm", "We received", "Our decision on", "We have completed")) {
            String mail = "mail-" + ++number;
            outcome.mails.add(new Arrived("<" + mail + "@localhost>", "k1@example.org", step, step + " " + REFERENCE));
            outcome.messages.add(new Message(mail, ID, "kind-" + number, "requester", "sent", 1, 0));
        }
        outcome.removals.add(new Removal(BEGIN.plusSeconds(6), PERSON, 501));
        return outcome;
    }

    void enter(int second, What what, String id, String reference, String detail) {
        ledger.add(new Entry(BEGIN.plusSeconds(second), what, id, reference, PERSON, detail));
    }

    void record(int partition, String key, String type, String event) {
        records.add(record(REQUESTS, partition, key, type, event));
    }

    static TopicRecord record(String topic, int partition, String key, String type, String event) {
        return new TopicRecord(
                topic,
                partition,
                0,
                key,
                Map.of("ce_type", type, "ce_id", event, "ce_source", "request-service"),
                new byte[0]);
    }

    Evidence evidence() {
        return new Evidence(
                ledger, requests, records, inbox, mails, messages, customers, removals, audit, waiting, traces);
    }
}
