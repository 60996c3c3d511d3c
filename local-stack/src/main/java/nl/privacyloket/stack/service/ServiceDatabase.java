package nl.privacyloket.stack.service;

import java.sql.Connection;
import java.sql.SQLException;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.postgres.DatabaseSetup;
import nl.privacyloket.stack.postgres.EmbeddedPostgresServer;

/** The database of the services: a schema and a role each, which see nothing of each other. Tables come from Flyway. */
public final class ServiceDatabase {

    private final EmbeddedPostgresServer server;

    public ServiceDatabase(EmbeddedPostgresServer server) {
        this.server = server;
    }

    /** Creates what is not there yet. */
    public void install() throws SQLException {
        try (Connection connection = server.connect("postgres")) {
            DatabaseSetup setup = new DatabaseSetup(connection);
            setup.createDatabase(StackService.DATABASE);
            for (StackService service : StackService.values()) {
                if (service.hasSchema()) {
                    setup.createRole(service.role());
                    setup.allowConnect(StackService.DATABASE, service.role());
                }
            }
        }
        try (Connection connection = server.connect(StackService.DATABASE)) {
            DatabaseSetup setup = new DatabaseSetup(connection);
            for (StackService service : StackService.values()) {
                if (service.hasSchema()) {
                    setup.createSchema(service.schema(), service.role());
                }
            }
        }
    }
}
