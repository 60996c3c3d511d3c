package nl.privacyloket.retention.register;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.retention.date.EventDateCheck;
import nl.privacyloket.retention.rule.Trigger;
import nl.privacyloket.retention.rule.WireName;

/** Whether a registration says what the register can use, from a system that may say it. */
final class HoldingCheck {
    private static final Pattern RECORD_REF = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/,-]{0,119}");
    private static final Pattern NAME = Pattern.compile(SubjectIdentifier.TYPE);

    private final String organisation;
    private final Map<String, RegisteringSystem> systems;
    private final SubjectHash hash;

    /** @param systems the registered data systems of the organisation, by id */
    HoldingCheck(String organisation, Map<String, RegisteringSystem> systems, SubjectHash hash) {
        this.organisation = organisation;
        this.systems = systems;
        this.hash = hash;
    }

    /**
     * What a data system may register.
     *
     * @param categories those that it holds
     * @param ageSwept those of them that are swept by their age, so that nothing is registered
     */
    record RegisteringSystem(Set<String> categories, Set<String> ageSwept) {}

    /** @throws RejectedLine when it is not to be taken in */
    Registration check(HoldingLine line) {
        stream(line.system(), line.category());
        recordRef(line.recordRef());
        if (line.isRemoved()) {
            return Registration.removed(line.system(), line.category(), line.recordRef());
        }
        return new Registration(
                line.system(),
                line.category(),
                subject(line.identifier()),
                line.recordRef(),
                trigger(line.trigger(), "trigger"),
                date(line.startedOn(), "startedOn"),
                role(line.role()),
                false);
    }

    void stream(String system, String category) {
        var registered = systems.get(required(system, "system"));
        if (registered == null) {
            throw new RejectedLine(RejectedLine.UNKNOWN_SYSTEM, "system");
        }
        if (!registered.categories().contains(required(category, "category"))) {
            throw new RejectedLine(RejectedLine.UNKNOWN_CATEGORY, "category");
        }
        if (registered.ageSwept().contains(category)) {
            throw new RejectedLine(RejectedLine.AGE_SWEPT, "category");
        }
    }

    private SubjectKey subject(SubjectIdentifier identifier) {
        required(identifier, "identifier");
        if (!NAME.matcher(required(identifier.type(), "identifier.type")).matches()) {
            throw new RejectedLine(RejectedLine.MALFORMED, "identifier.type");
        }
        if (required(identifier.value(), "identifier.value").isBlank()) {
            throw new RejectedLine(RejectedLine.MISSING, "identifier.value");
        }
        if (identifier.value().length() > SubjectIdentifier.LONGEST) {
            throw new RejectedLine(RejectedLine.MALFORMED, "identifier.value");
        }
        return identifier.key(hash, organisation);
    }

    static String recordRef(String recordRef) {
        if (!RECORD_REF.matcher(required(recordRef, "recordRef")).matches()) {
            throw new RejectedLine(RejectedLine.MALFORMED, "recordRef");
        }
        return recordRef;
    }

    static String role(String role) {
        if (role != null && !NAME.matcher(role).matches()) {
            throw new RejectedLine(RejectedLine.MALFORMED, "role");
        }
        return role;
    }

    static Trigger trigger(String name, String field) {
        try {
            return WireName.parse(Trigger.class, required(name, field));
        } catch (IllegalArgumentException e) {
            throw new RejectedLine(RejectedLine.UNKNOWN_TRIGGER, field);
        }
    }

    static LocalDate date(String text, String field) {
        try {
            var date = LocalDate.parse(required(text, field));
            if (!EventDateCheck.isSensible(date)) {
                throw new RejectedLine(RejectedLine.MALFORMED, field);
            }
            return date;
        } catch (DateTimeException e) {
            throw new RejectedLine(RejectedLine.MALFORMED, field);
        }
    }

    static SubjectKey subjectHash(String hex) {
        try {
            return SubjectKey.ofHex(required(hex, "subjectHash"));
        } catch (IllegalArgumentException e) {
            throw new RejectedLine(RejectedLine.MALFORMED, "subjectHash");
        }
    }

    static <T> T required(T value, String field) {
        if (value == null) {
            throw new RejectedLine(RejectedLine.MISSING, field);
        }
        return value;
    }
}
