package nl.privacyloket.retention.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.crypto.KeyFolder;

/** The request service, played by tests: it tells the facts about requests. */
public class PlayedRequestService {
    private final Bus bus;
    private final Path keys;

    PlayedRequestService(Bus bus, Path keys) {
        this.bus = bus;
        this.keys = keys;
    }

    KeyFolder keys() {
        return KeyFolder.at(keys);
    }

    /** The request service says that the identity is verified; returns the request's id. */
    public UUID identityVerified(String organisation, String right) {
        var requestId = UUID.randomUUID();
        identityVerified(organisation, right, requestId);
        return requestId;
    }

    public UUID identityVerifiedFor(String organisation, String right, String... categories) {
        var requestId = UUID.randomUUID();
        identityVerified(organisation, right, requestId, List.of(categories));
        return requestId;
    }

    public void identityVerified(String organisation, String right, UUID requestId) {
        identityVerified(organisation, right, requestId, List.of());
    }

    private void identityVerified(String organisation, String right, UUID requestId, List<String> categories) {
        var data = new HashMap<String, Object>();
        data.put("requestId", requestId);
        data.put("reference", reference(organisation));
        data.put("right", right);
        data.put("role", null);
        data.put("method", "confirmed-email");
        data.put("verifiedAt", "2026-11-22T10:00:00Z");
        data.put("policyVersion", 1);
        data.put("receivedOn", "2026-11-22");
        data.put("categories", categories);
        data.put("subject", subject());
        fact(organisation, "identity-verified", requestId, data);
    }

    public void decided(
            String organisation, String right, UUID requestId, String outcome, String planHash, Object upload) {
        decided(organisation, right, requestId, outcome, planHash, upload, Map.of());
    }

    /** What was granted of a right that needs neither plan nor upload. */
    public void granted(String organisation, String right, UUID requestId, Map<String, Object> rest) {
        decided(organisation, right, requestId, "granted", null, null, rest);
    }

    /** A member {@code corrections} of a decision, from field and value by turns. */
    public Map<String, Object> correcting(String... fieldsAndValues) {
        var corrections = new ArrayList<Map<String, String>>();
        for (var at = 0; at < fieldsAndValues.length; at += 2) {
            corrections.add(Map.of("field", fieldsAndValues[at], "value", fieldsAndValues[at + 1]));
        }
        return Map.of("corrections", keys().sealer().seal("retention-service", Map.of("corrections", corrections)));
    }

    public void restrictionLifted(String organisation, UUID requestId, String... categories) {
        fact(
                organisation,
                "restriction-lifted",
                requestId,
                Map.of(
                        "requestId",
                        requestId,
                        "reference",
                        reference(organisation),
                        "liftedAt",
                        "2027-01-11T09:00:00Z",
                        "policyVersion",
                        1,
                        "categories",
                        List.of(categories),
                        "subject",
                        subject()));
    }

    public void restrictionLiftingClosed(String organisation, UUID requestId) {
        fact(
                organisation,
                "restriction-lifting-closed",
                requestId,
                Map.of(
                        "requestId",
                        requestId,
                        "reference",
                        reference(organisation),
                        "closedAt",
                        "2027-01-12T09:00:00Z"));
    }

    public void closed(String organisation, String right, UUID requestId) {
        closed(organisation, right, requestId, Map.of());
    }

    /** Closed, with the person told anew. */
    public void closedAbout(String organisation, String right, UUID requestId, String email) {
        closed(organisation, right, requestId, Map.of("subject", subject(email)));
    }

    /** Closed, and whatever others keep of the person has to go. */
    public void closedErasing(String organisation, UUID requestId, String... subjectHashes) {
        closed(organisation, "erasure", requestId, Map.of("subjectHashes", List.of(subjectHashes)));
    }

    private void closed(String organisation, String right, UUID requestId, Map<String, Object> rest) {
        var data = new HashMap<String, Object>();
        data.put("requestId", requestId);
        data.put("reference", reference(organisation));
        data.put("right", right);
        data.put("outcome", "granted");
        data.put("closedAt", "2026-11-22T12:00:00Z");
        data.put("subjectHashes", List.of());
        data.put("verdicts", List.of());
        data.put("overridden", true);
        data.putAll(rest);
        fact(organisation, "closed", requestId, data);
    }

    public void decided(
            String organisation,
            String right,
            UUID requestId,
            String outcome,
            String planHash,
            Object upload,
            Map<String, Object> rest) {
        var data = new HashMap<String, Object>();
        data.put("requestId", requestId);
        data.put("reference", reference(organisation));
        data.put("right", right);
        data.put("outcome", outcome);
        data.put("ground", "granted".equals(outcome) ? null : "manifestly-unfounded-or-excessive");
        data.put("decidedAt", "2026-11-22T11:00:00Z");
        data.put("subjectHashes", List.of());
        data.put("planHash", planHash);
        data.put(
                "reason",
                "granted".equals(outcome)
                        ? null
                        : keys().sealer().seal("notification-service", Map.of("reason", "Reason of a test")));
        data.put("upload", upload == null ? null : keys().sealer().seal("retention-service", upload));
        data.putAll(rest);
        fact(organisation, "decided", requestId, data);
    }

    private Object subject() {
        return subject(RetentionWorld.E_MAIL);
    }

    /** Whom a fact is about, sealed to this service. */
    public Object subject(String email) {
        return keys().sealer()
                .seal("retention-service", Map.of("identifiers", List.of(Map.of("type", "e-mail", "value", email))));
    }

    /** The file of a request or the record of a disclosure is gone, as was ordered; returns the id of the fact. */
    public String fileErased(String organisation, UUID requestId, String commandId) {
        return fact(
                organisation,
                "file-erased",
                requestId,
                Map.of("requestId", requestId, "commandId", commandId, "erasedAt", "2028-11-21T23:00:20Z"));
    }

    /** It is still worked with, and stays; returns the id of the fact. */
    public String fileKept(String organisation, UUID requestId, String commandId) {
        return fact(
                organisation,
                "file-kept",
                requestId,
                Map.of("requestId", requestId, "commandId", commandId, "keptAt", "2028-11-21T23:00:20Z"));
    }

    public void withdrawn(String organisation, UUID requestId) {
        fact(
                organisation,
                "withdrawn",
                requestId,
                Map.of(
                        "requestId",
                        requestId,
                        "reference",
                        reference(organisation),
                        "withdrawnAt",
                        "2026-11-22T11:00:00Z"));
    }

    private String fact(String organisation, String fact, UUID requestId, Map<String, Object> data) {
        return bus.send(
                RetentionWorld.REQUESTS,
                requestId.toString(),
                "nl.privacyloket.request." + fact + ".v1",
                "request-service",
                organisation,
                data);
    }

    private static String reference(String organisation) {
        return organisation.replace("-", "").toUpperCase(Locale.ROOT) + "-2026-000001";
    }
}
