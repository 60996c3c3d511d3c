package nl.privacyloket.stack.layout;

import java.net.URI;
import nl.privacyloket.stack.oidc.IdentityProvider;

/** Where the parts of a stack are, for who talks to them from this process or another. */
public record StackAddresses(StackPorts ports) {

    /** The base of a service's REST API, without a slash at the end. */
    public URI baseUrl(StackService service) {
        return URI.create("http://localhost:" + ports.of(service));
    }

    public String issuerUrl() {
        return "http://localhost:" + ports.oidc() + "/" + IdentityProvider.ISSUER;
    }

    /** The mailbox as page ({@code /}) and JSON ({@code /messages}). */
    public URI mailboxUrl() {
        return URI.create("http://localhost:" + ports.mailbox());
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + ports.postgres() + "/" + database;
    }

    /** Kafka for who may do everything: tests, tools, a service that is started by hand. */
    public String kafkaBootstrapServers() {
        return "localhost:" + ports.kafka();
    }

    /** Kafka for who has rights there: each service, each data system's connector, compliance. */
    public String guardedKafka() {
        return "localhost:" + ports.kafkaGuarded();
    }

    public String traceEndpoint() {
        return "http://localhost:" + ports.traces();
    }
}
