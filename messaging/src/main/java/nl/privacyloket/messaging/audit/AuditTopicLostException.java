package nl.privacyloket.messaging.audit;

import org.apache.kafka.common.KafkaException;

/** The audit topic is no longer the one that the log was compared with: it was made again, or has lost records. */
public final class AuditTopicLostException extends KafkaException {
    private static final long serialVersionUID = 1L;

    AuditTopicLostException() {
        super("the audit topic is not the one that the log was published to");
    }
}
