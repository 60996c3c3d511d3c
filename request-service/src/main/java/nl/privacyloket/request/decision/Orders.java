package nl.privacyloket.request.decision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.request.RequestServiceConfig;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.journal.RequestEvents;

/**
 * What follows from a decision: retention-service has the data systems carry out what was granted. It gets what only it may
 * read, and notification-service the reason, each sealed to its receiver.
 */
@ApplicationScoped
class Orders {

    private static final String RETENTION = "retention-service";
    private static final String NOTIFICATION = "notification-service";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SealedFields fields;
    private final Sealer sealer;
    private final RequestServiceConfig config;

    Orders(SealedFields fields, Sealer sealer, RequestServiceConfig config) {
        this.fields = fields;
        this.sealer = sealer;
        this.config = config;
    }

    /** What goes out with the decision; null where there is nothing to say. */
    record Sent(Sealed reason, Sealed upload, Sealed corrections) {}

    /** Starts the execution of what has just been granted. */
    @Transactional(TxType.MANDATORY)
    Sent after(RequestFile file, String reason, List<Person.Correction> corrections) {
        Sealed sealedReason =
                reason == null || reason.isBlank() ? null : sealer.seal(NOTIFICATION, new RequestEvents.Reason(reason));
        if (!file.decision().outcome().isGrant()) {
            return new Sent(sealedReason, null, null);
        }
        Sealed upload = start(file);
        Sealed sealedCorrections =
                corrections.isEmpty() ? null : sealer.seal(RETENTION, new RequestEvents.Corrections(corrections));
        return new Sent(sealedReason, upload, sealedCorrections);
    }

    /** @return for an export, where data systems bring their part */
    private Sealed start(RequestFile file) {
        if (!file.right().endsWithExport()) {
            file.startExecution(null);
            return null;
        }
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        file.startExecution(fields.seal(file.id(), "upload_secret", secret));
        return sealer.seal(RETENTION, new RequestEvents.Upload(uploadUrl(file), secret));
    }

    private String uploadUrl(RequestFile file) {
        URI base = config.uploadUrl().orElseGet(config::publicUrl);
        return base.toString().replaceAll("/+$", "") + "/requests/" + file.id() + "/export-parts";
    }
}
