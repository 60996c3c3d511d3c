package nl.privacyloket.stack.service;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import nl.privacyloket.stack.StackOptions;
import nl.privacyloket.stack.StackProfile;
import nl.privacyloket.stack.kafka.GuardedListener;
import nl.privacyloket.stack.layout.StackAddresses;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.sample.SampleSystem;

/** The environment variables of the services, the same names as in {@code docker-compose.yml}. */
public final class ServiceEnvironment {
    private final StackOptions options;
    private final StackAddresses addresses;

    public ServiceEnvironment(StackOptions options) {
        this.options = options;
        this.addresses = new StackAddresses(options.ports());
    }

    /** The variables of one service, in a readable order. */
    public Map<String, String> of(StackService service) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("QUARKUS_HTTP_HOST", "localhost");
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(addresses.ports().of(service)));
        if (service.hasSchema()) {
            variables.put("QUARKUS_DATASOURCE_JDBC_URL", addresses.jdbcUrl(StackService.DATABASE));
            variables.put("QUARKUS_DATASOURCE_USERNAME", service.role());
            variables.put("QUARKUS_DATASOURCE_PASSWORD", service.role());
        }
        // As a Kafka that is shared: each service is a principal of its own and has the documented rights.
        variables.put("KAFKA_BOOTSTRAP_SERVERS", addresses.guardedKafka());
        GuardedListener.login(service.id())
                .forEach((setting, value) -> variables.put(
                        "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        // A service that was killed and started again waits this long for what its former self was reading.
        variables.put("KAFKA_SESSION_TIMEOUT_MS", "4000");
        variables.put("KAFKA_HEARTBEAT_INTERVAL_MS", "1000");
        variables.put("QUARKUS_OIDC_AUTH_SERVER_URL", addresses.issuerUrl());
        if (options.profile() == StackProfile.PERSON) {
            // Whoever looks at a stack of their own does not wait ten seconds for a log to be signed.
            variables.put("PRIVACYLOKET_AUDIT_CHECKPOINT_EVERY", "PT1S");
            variables.put("QUARKUS_OTEL_SDK_DISABLED", "false");
            variables.put("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", addresses.traceEndpoint());
            variables.put("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "1s");
        }
        variables.put(
                "PRIVACYLOKET_PUBLIC_URL",
                addresses.baseUrl(StackService.REQUEST).toString());
        switch (service) {
            case REQUEST -> {
                variables.put("PRIVACYLOKET_KEYS_DIRECTORY", keys(service));
                variables.put(
                        "PRIVACYLOKET_POLICIES_DIRECTORY", options.policies().toString());
            }
            case RETENTION -> {
                variables.put("PRIVACYLOKET_KEYS_DIRECTORY", keys(service));
                variables.put(
                        "PRIVACYLOKET_PERMITS_URL",
                        addresses.baseUrl(StackService.RETENTION).toString());
            }
            case NOTIFICATION -> {
                variables.put("PRIVACYLOKET_KEYS_DIRECTORY", keys(service));
                variables.put(
                        "PRIVACYLOKET_MAIL_UNSUBSCRIBE_URL",
                        addresses.baseUrl(StackService.NOTIFICATION).toString());
                variables.put("QUARKUS_MAILER_HOST", "localhost");
                variables.put(
                        "QUARKUS_MAILER_PORT",
                        Integer.toString(addresses.ports().smtp()));
            }
            case CONNECTOR -> connector(variables);
        }
        variables.putAll(options.settings());
        return variables;
    }

    // Each data system has keys and a database role of its own; the mappings name these variables.
    private void connector(Map<String, String> variables) {
        variables.put("PRIVACYLOKET_KEYS_DIRECTORY", options.directory().keys().toString());
        variables.put("PRIVACYLOKET_CONNECTOR_MAPPINGS", options.mappings().toString());
        variables.put("DATASYSTEMS_JDBC_URL", addresses.jdbcUrl(SampleSystem.DATABASE));
        for (SampleSystem system : SampleSystem.values()) {
            variables.put(passwordVariable(system), system.schema());
        }
    }

    /** The variable with the password of a data system's role, e.g. {@code WEBSHOP_PASSWORD}. */
    public static String passwordVariable(SampleSystem system) {
        return system.schema().toUpperCase(Locale.ROOT) + "_PASSWORD";
    }

    private String keys(StackService service) {
        return options.directory().keys(service.id()).toString();
    }
}
