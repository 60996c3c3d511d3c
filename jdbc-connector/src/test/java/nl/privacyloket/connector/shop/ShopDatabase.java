package nl.privacyloket.connector.shop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.fit.MappingCheck;
import nl.privacyloket.connector.mapping.MappingFile;
import nl.privacyloket.connector.mapping.SystemMapping;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.stack.TemporaryDirectory;
import nl.privacyloket.stack.postgres.DatabaseSetup;
import nl.privacyloket.stack.postgres.EmbeddedPostgresServer;
import nl.privacyloket.stack.postgres.PostgresOptions;
import org.postgresql.ds.PGSimpleDataSource;

/** A fresh database with the test shop, in a session whose time zone is nobody's. One server serves all tests of a run. */
public final class ShopDatabase {
    private static final EmbeddedPostgresServer SERVER = startServer();
    private static final Path KEYS = keys();

    private final String database;

    private ShopDatabase(String database) {
        this.database = database;
    }

    /** A shop without customers. */
    public static ShopDatabase empty() throws SQLException {
        String database = SERVER.createTemporaryDatabase();
        try (Connection connection = SERVER.connect(database)) {
            DatabaseSetup setup = new DatabaseSetup(connection);
            setup.createRole("shop");
            setup.allowConnect(database, "shop");
            setup.createSchema("shop", "shop");
            setup.createSchema("connector_shop", "shop");
        }
        ShopDatabase shop = new ShopDatabase(database);
        try (Connection connection = SERVER.connect(database, "shop");
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = shop");
            statement.execute(resource("/shop/shop.sql"));
            statement.execute("SET search_path = connector_shop");
            statement.execute(resource("/db/messaging/V0001__messaging.sql"));
            statement.execute(resource("/db/messaging/V20261122_100__audit_log.sql"));
            statement.execute(resource("/db/messaging/V20261122_102__pseudonyms_and_refusals.sql"));
            statement.execute(resource("/db/messaging/V20261122_106__destroyed_pseudonyms.sql"));
            statement.execute(resource("/db/messaging/V20261122_107__dead_letter_counts.sql"));
            statement.execute(resource("/db/messaging/V20261123_20__order_of_ids.sql"));
            statement.execute(resource("/db/connector/V1000__connector.sql"));
            statement.execute(resource("/db/connector/V1001__purge.sql"));
            statement.execute(resource("/db/connector/V1002__purge_again.sql"));
        }
        return shop;
    }

    /** A club instead of a shop, in two schemas; by the mapping {@code /club/club.yaml}. */
    public static ShopDatabase club() throws SQLException {
        ShopDatabase club = empty();
        try (Connection connection = SERVER.connect(club.database)) {
            new DatabaseSetup(connection).createSchema("archive", "shop");
        }
        club.run("SET search_path = shop; " + resource("/club/club.sql"));
        return club;
    }

    private static EmbeddedPostgresServer startServer() {
        EmbeddedPostgresServer server =
                EmbeddedPostgresServer.start(PostgresOptions.temporary().with("timezone", "Asia/Kolkata"));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
    }

    private static Path keys() {
        Path folder = TemporaryDirectory.create("keys");
        KeyFolder.generate(folder, List.of("test-shop", "retention-service"));
        return folder;
    }

    /** The keys of {@code test-shop} or of {@code retention-service}. */
    public static KeyFolder keys(String name) {
        return KeyFolder.at(KEYS.resolve(name));
    }

    public static SubjectHash subjectHash() {
        return keys("test-shop").subjectHash();
    }

    public static String resource(String name) {
        try (InputStream in = ShopDatabase.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    public String url() {
        return SERVER.jdbcUrl(database);
    }

    /** A connection as the connector has it: a transaction, the connector's schema first. */
    public Connection connect() throws SQLException {
        Connection connection = dataSource().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** Connections as the connector has them, autocommit still on. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url() + "?currentSchema=connector_shop,shop");
        source.setUser("shop");
        source.setPassword("shop");
        return source;
    }

    /** The shop's mapping. */
    public SystemMapping mapping() {
        return mapping(resource("/shop/shop.yaml"));
    }

    /** Another mapping of the shop. */
    public SystemMapping mapping(String yaml) {
        return new MappingFile(Map.of("TEST_URL", url())).read("shop.yaml", yaml);
    }

    /** The shop's mapping, checked. */
    public FittedMapping fitted() throws SQLException {
        try (Connection connection = connect()) {
            return MappingCheck.fit(mapping(), connection);
        }
    }

    /** Runs statements as the shop itself does. */
    public void run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        }
    }

    /** The first column of each row. */
    public List<String> query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /** Every row of a table, as JSON. */
    public List<String> rows(String table) throws SQLException {
        return query("SELECT to_jsonb(t)::text FROM " + table + " t ORDER BY 1");
    }
}
