package nl.privacyloket.audit.verify.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.privacyloket.audit.verify.AuditVerdict;
import nl.privacyloket.audit.verify.log.Edge;
import nl.privacyloket.audit.verify.log.Finding;
import nl.privacyloket.audit.verify.log.LogVerdict;
import nl.privacyloket.audit.verify.reconcile.Discrepancy;

/** Tells a verdict. */
public final class Report {
    /** Findings of one log that are told in words; JSON has them all. */
    private static final int TOLD = 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Report() {}

    /** Lines for people: first what the exit code says, then each log. */
    public static List<String> lines(AuditVerdict verdict) {
        List<String> lines = new ArrayList<>();
        for (LogVerdict log : verdict.logs()) {
            lines.add(log.log() + ": " + sentence(log));
            log.findings().stream().skip(1).limit(TOLD - 1L).forEach(more -> lines.add("    also: " + more.words()));
            if (log.findings().size() > TOLD) {
                lines.add("    and " + (log.findings().size() - TOLD) + " more");
            }
            log.notes().forEach(note -> lines.add("    note: " + note));
            if (log.altered() != null) {
                lines.add("    which one is told by a second source: add --url or --file");
            }
        }
        verdict.strays().forEach(stray -> lines.add("TAMPERED: " + stray));
        if (verdict.discrepancies() != null) {
            verdict.discrepancies().forEach(one -> lines.add("The logs contradict each other: " + one.words()));
            if (verdict.discrepancies().isEmpty()) {
                lines.add("The logs agree with each other.");
            }
        }
        lines.add(summary(verdict));
        return lines;
    }

    /** One log in a sentence. */
    public static String sentence(LogVerdict log) {
        return switch (log.verdict()) {
            case COMPLETE -> proven(log.proven()) + uncovered(log) + withheld(log);
            case TAMPERED ->
                "TAMPERED: " + log.findings().get(0).words()
                        + (log.proven() == null ? "" : "; " + proven(log.proven()));
            case UNJUDGED -> "cannot be judged: " + log.why();
        };
    }

    private static String proven(Edge edge) {
        return edge.size() == 0
                ? "complete, without entries, at " + edge.checkpoint().signedAt()
                : "complete and unaltered up to entry " + (edge.size() - 1) + " at "
                        + edge.checkpoint().signedAt();
    }

    private static String uncovered(LogVerdict log) {
        long uncovered = log.uncovered();
        if (uncovered == 0) {
            return "";
        }
        return uncovered == 1
                ? "; entry " + (log.entries() - 1) + " is not covered by a checkpoint yet"
                : "; entries " + log.proven().size() + " to " + (log.entries() - 1)
                        + " are not covered by a checkpoint yet";
    }

    private static String withheld(LogVerdict log) {
        return log.withheld() == 0
                ? ""
                : "; of " + log.withheld() + " of " + log.read()
                        + " entries only the hash was shown, their content was not checked";
    }

    private static String summary(AuditVerdict verdict) {
        return switch (verdict.exitCode()) {
            case AuditVerdict.SOUND -> "Verdict: complete and unaltered.";
            case AuditVerdict.TAMPERED -> "Verdict: TAMPERED WITH OR INCOMPLETE.";
            default -> "Verdict: cannot be judged.";
        };
    }

    /** For programs: {@code verdict}, {@code logs}, {@code strays} and, when they were laid side by side, {@code discrepancies}. */
    public static String json(AuditVerdict verdict) {
        ObjectNode json = JSON.createObjectNode();
        json.put(
                "verdict",
                switch (verdict.exitCode()) {
                    case AuditVerdict.SOUND -> "complete";
                    case AuditVerdict.TAMPERED -> "tampered";
                    default -> "unjudged";
                });
        ArrayNode logs = json.putArray("logs");
        verdict.logs().forEach(log -> logs.add(json(log)));
        verdict.strays().forEach(json.putArray("strays")::add);
        if (verdict.discrepancies() != null) {
            ArrayNode discrepancies = json.putArray("discrepancies");
            for (Discrepancy one : verdict.discrepancies()) {
                discrepancies
                        .addObject()
                        .put("rule", one.rule())
                        .put("requestId", one.requestId())
                        .put("log", one.log())
                        .put("words", one.words());
            }
        }
        return json.toPrettyString();
    }

    private static ObjectNode json(LogVerdict log) {
        ObjectNode json = JSON.createObjectNode();
        json.put("log", log.log());
        json.put("verdict", log.verdict().name().toLowerCase(Locale.ROOT));
        json.put("entries", log.entries());
        json.put("uncovered", log.uncovered());
        json.put("read", log.read());
        json.put("withheld", log.withheld());
        if (log.proven() != null) {
            json.putObject("proven")
                    .put("size", log.proven().size())
                    .put("at", log.proven().checkpoint().signedAt().toString())
                    .put(
                            "rootHash",
                            log.proven().checkpoint().checkpoint().root().base64())
                    .put("keyId", log.proven().checkpoint().keyId());
        }
        if (log.why() != null) {
            json.put("why", log.why());
        }
        ArrayNode findings = json.putArray("findings");
        for (Finding finding : log.findings()) {
            findings.addObject()
                    .put("kind", finding.kind().wireName())
                    .put("first", finding.first())
                    .put("last", finding.last())
                    .put("words", finding.words());
        }
        log.notes().forEach(json.putArray("notes")::add);
        json.put("words", sentence(log));
        return json;
    }
}
