package nl.privacyloket.kit.messaging;

import io.quarkus.arc.DefaultBean;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.messaging.audit.AuditReader;
import nl.privacyloket.messaging.audit.CheckpointSettings;
import nl.privacyloket.messaging.audit.PseudonymRegister;
import nl.privacyloket.messaging.deadletter.DeadLetters;
import nl.privacyloket.messaging.deadletter.KnownOrganisations;
import nl.privacyloket.messaging.outbox.OutboxRelay;
import nl.privacyloket.messaging.outbox.RelayAlarm;
import nl.privacyloket.messaging.outbox.RelaySettings;
import nl.privacyloket.messaging.topic.TopicCreator;

/** The parts of messaging, made for this service. */
class MessagingBeans {
    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    RelayAlarm relayAlarm(DataSource dataSource, ServiceConfig service) {
        return new RelayAlarm(dataSource, service.schema());
    }

    void silence(@Disposes RelayAlarm alarm) {
        alarm.close();
    }

    @Produces
    @Singleton
    OutboxRelay outboxRelay(
            DataSource dataSource,
            ServiceConfig service,
            CheckpointSettings signing,
            Clock clock,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        return new OutboxRelay(
                dataSource, RelaySettings.standard(service.name(), service.schema(), client(kafka)), signing, clock);
    }

    @Produces
    @Singleton
    TopicCreator topicCreator(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        return new TopicCreator(client(kafka));
    }

    @Produces
    @Singleton
    DeadLetters deadLetters(ServiceConfig service, FieldCipher cipher, KnownOrganisations organisations) {
        return new DeadLetters(service.name(), cipher, organisations);
    }

    @Produces
    @Singleton
    AuditReader auditReader(ServiceConfig service, DataSource dataSource) {
        return new AuditReader(service.name(), dataSource);
    }

    @Produces
    @Singleton
    PseudonymRegister pseudonymRegister(FieldCipher cipher, BlindIndex index) {
        return new PseudonymRegister(cipher, index);
    }

    /** The platform's settings hold (de)serialisers and group ids too, which are not for this client. */
    private static Map<String, Object> client(Map<String, Object> kafka) {
        Map<String, Object> client = new HashMap<>(kafka);
        client.keySet().removeIf(key -> key.contains("serializer") || key.startsWith("group."));
        return client;
    }
}
