package nl.privacyloket.retention.certificate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What was erased, by what, how that was checked, and what was not. Signed; nothing in it tells who it was about, but for
 * the reference that the person has too.
 *
 * @param kind {@link #REQUEST} or {@link #SWEEP}
 * @param categories what was granted of the request, empty for everything; of a sweep what it was about
 * @param overridden whether people closed the request before every system had shown that it was done
 */
@Schema(name = "Certificate")
public record Certificate(
        UUID id,

        @Schema(enumeration = {"request", "sweep"}) String kind,

        String organisation,

        @Schema(nullable = true, description = "The request that it is about, or that kept what a sweep erased later")
        UUID requestId,

        @Schema(nullable = true) String reference,

        @Schema(nullable = true, description = "The command of a sweep")
        UUID commandId,

        int policyVersion,

        @Schema(nullable = true, description = "The plan that the decision named")
        String planHash,

        List<String> categories,
        Instant startedAt,
        Instant completedAt,
        boolean overridden,
        List<SystemPart> systems,

        @Schema(description = "What nobody could check, and why")
        List<NotChecked> notChecked,

        @Schema(nullable = true, description = "On that day what was erased has gone from the last backup")
        LocalDate backupsUntil,

        Instant issuedAt) {

    public static final String REQUEST = "request";
    public static final String SWEEP = "sweep";

    public Certificate {
        categories = List.copyOf(categories);
        systems = List.copyOf(systems);
        notChecked = List.copyOf(notChecked);
    }

    /**
     * What one data system did.
     *
     * @param attempts how often it was told to erase
     * @param verifiedAt when it was asked, separately, what is left; {@code null} when it never said, or
     *     found something left
     */
    @Schema(name = "CertificateSystem")
    public record SystemPart(
            String system,
            List<CategoryPart> categories,
            int attempts,

            @Schema(nullable = true) Instant verifiedAt,
            @Schema(nullable = true) LocalDate backupsUntil) {}

    /**
     * What became of a category, in rows as the system counted them.
     *
     * @param verdicts what had been decided
     * @param verified whether what is left was found as decided
     */
    @Schema(name = "CertificateCategory")
    public record CategoryPart(
            String category,
            List<VerdictPart> verdicts,
            long erased,
            long anonymised,
            long restricted,
            long retained,
            boolean verified) {}

    /**
     * What had been decided about some of a category.
     *
     * @param verdict {@code erase}, {@code anonymise}, {@code restrict}, {@code retain} or {@code held}
     * @param until last day on which it stays; {@code null} when it goes, or when that is not known
     * @param basis why it stays, or by what it goes
     */
    @Schema(name = "CertificateVerdict")
    public record VerdictPart(
            String verdict,
            @Schema(nullable = true) LocalDate until,
            @Schema(nullable = true) String basis,
            long holdings) {}

    /**
     * What could not be checked.
     *
     * @param system {@code null} when no system holds it
     * @param category {@code null} when it is about everything there
     * @param reason see the constants
     * @param until day on which it is over; {@code null} when that is not known
     * @param failure code with which a command of a sweep was given up; {@code null} when it was not
     */
    @Schema(name = "CertificateNotChecked")
    public record NotChecked(
            @Schema(nullable = true) String system,
            @Schema(nullable = true) String category,

            @Schema(
                    enumeration = {
                        "by-hand",
                        "told-by-mail",
                        "not-answered",
                        "held",
                        "no-system",
                        "backups",
                        "backups-unknown",
                        "kept",
                        "left-over",
                        "stopped",
                        "failed",
                        "own-word"
                    })
            String reason,

            @Schema(nullable = true) LocalDate until,

            @Schema(nullable = true, description = "Why a command of a sweep was given up, as a code")
            String failure) {

        /** People had to do it there. */
        public static final String BY_HAND = "by-hand";
        /** A recipient was told by mail. */
        public static final String TOLD = "told-by-mail";
        /** The system has not shown what is left. */
        public static final String NOT_ANSWERED = "not-answered";
        /** It stays as long as a hold lasts. */
        public static final String HELD = "held";
        /** The policy speaks of it, and no registered system holds it. */
        public static final String NO_SYSTEM = "no-system";
        /** It lives on in backups until a day. */
        public static final String BACKUPS = "backups";
        /** Nobody says how long backups are kept. */
        public static final String BACKUPS_UNKNOWN = "backups-unknown";
        /** The system could not let go of it. */
        public static final String KEPT = "kept";
        /** The separate look found some of what the system said had gone. */
        public static final String LEFT_OVER = "left-over";
        /** The system stopped before it was through; what it counted by then has gone, what else has is not known. */
        public static final String STOPPED = "stopped";
        /** The system says that it failed, and counts nothing that went. */
        public static final String FAILED = "failed";
        /** Our own service says that it went, and nobody looked again. */
        public static final String OWN_WORD = "own-word";

        /** Of what no failure is known. */
        public NotChecked(String system, String category, String reason, LocalDate until) {
            this(system, category, reason, until, null);
        }
    }
}
