package nl.privacyloket.stack;

import java.util.List;
import java.util.Map;

/** What a stack is for: it decides how the services and PostgreSQL run. */
public enum StackProfile {
    /**
     * One person who looks at it, or a test: small, quick to start, traced. PostgreSQL does not wait for the disk: a commit
     * survives a killed server, not a power cut.
     */
    PERSON(
            List.of("-Xmx192m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8"),
            Map.of("synchronous_commit", "on")),
    /**
     * Being measured, so as it runs in production: PostgreSQL has each commit on the disk before it answers, services compile
     * as far as the JVM can, logs are signed every ten seconds, nothing is traced. Kafka acknowledges, as everywhere, what the
     * page cache has. The options of the JVM are those of the published images.
     */
    LOAD(
            List.of("-Xms64m", "-Xmn48m", "-Xmx256m", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8"),
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on"));

    private final List<String> jvmOptions;
    private final Map<String, String> postgresSettings;

    StackProfile(List<String> jvmOptions, Map<String, String> postgresSettings) {
        this.jvmOptions = jvmOptions;
        this.postgresSettings = postgresSettings;
    }

    /** What the JVM of each service starts with. */
    public List<String> jvmOptions() {
        return jvmOptions;
    }

    /** Settings of the server by their PostgreSQL name. */
    public Map<String, String> postgresSettings() {
        return postgresSettings;
    }
}
