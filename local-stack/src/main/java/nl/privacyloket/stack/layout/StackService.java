package nl.privacyloket.stack.layout;

import java.nio.file.Path;

/** The processes of the product that a stack runs. */
public enum StackService {
    REQUEST("request-service", 8080, "request", "request_service"),
    RETENTION("retention-service", 8081, "retention", "retention_service"),
    NOTIFICATION("notification-service", 8082, "notification", "notification_service"),
    CONNECTOR("jdbc-connector", 8083, null, null);

    /** The database of the three services, a schema each. */
    public static final String DATABASE = "privacyloket";

    private final String id;
    private final int port;
    private final String schema;
    private final String role;

    StackService(String id, int port, String schema, String role) {
        this.id = id;
        this.port = port;
        this.schema = schema;
        this.role = role;
    }

    /** The name of the module, of the event source, of the receiver of seals. */
    public String id() {
        return id;
    }

    /** The documented HTTP port. */
    public int port() {
        return port;
    }

    /** Whether it has a schema of its own in {@link #DATABASE}; a connector lives in the data systems' databases. */
    public boolean hasSchema() {
        return schema != null;
    }

    public String schema() {
        return schema;
    }

    /** The database role that owns the schema; the password is the same word. */
    public String role() {
        return role;
    }

    /** The packaged application, below the root of a checkout. */
    public Path jar(Path project) {
        return project.resolve(id).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
