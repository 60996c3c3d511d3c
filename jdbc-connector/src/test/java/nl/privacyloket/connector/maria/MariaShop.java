package nl.privacyloket.connector.maria;

import static nl.privacyloket.connector.shop.ShopDatabase.resource;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import nl.privacyloket.connector.dialect.MariaSession;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.fit.MappingCheck;
import nl.privacyloket.connector.mapping.MappingFile;
import nl.privacyloket.connector.mapping.SystemMapping;
import org.mariadb.jdbc.MariaDbDataSource;

/** A fresh shop in MariaDB: the test shop with an introducer among the customers and groups that many are in. */
public final class MariaShop {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "shop_" + NUMBER.incrementAndGet();

    private MariaShop() {}

    /** A shop without customers. */
    public static MariaShop empty() throws SQLException {
        MariaShop shop = new MariaShop();
        try (Connection connection = EmbeddedMariaServer.get().connect("mysql");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + shop.name + "; CREATE DATABASE " + shop.connector()
                    + "; CREATE USER " + shop.name + " IDENTIFIED BY 'shop'; GRANT ALL ON " + shop.name + ".* TO "
                    + shop.name + "; GRANT ALL ON " + shop.connector() + ".* TO " + shop.name);
        }
        shop.run(resource("/maria/shop.sql"));
        try (Connection connection = EmbeddedMariaServer.get().connect(shop.connector());
                Statement statement = connection.createStatement()) {
            statement.execute(resource("/db/mariadb/V1__connector.sql"));
            statement.execute(resource("/db/mariadb/V20261122_100__audit_log.sql"));
            statement.execute(resource("/db/mariadb/V20261122_102__pseudonyms.sql"));
            statement.execute(resource("/db/mariadb/V20261122_106__destroyed_pseudonyms.sql"));
            statement.execute(resource("/db/mariadb/V20261122_107__dead_letter_counts.sql"));
        }
        return shop;
    }

    /** A shop that no connector has seen yet: it is to make its own database. */
    public static MariaShop unconnected() throws SQLException {
        MariaShop shop = empty();
        try (Connection connection = EmbeddedMariaServer.get().connect("mysql");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + shop.connector());
        }
        return shop;
    }

    public String name() {
        return name;
    }

    /** Database of the connector's own tables. */
    public String connector() {
        return "connector_" + name;
    }

    public String url() {
        return EmbeddedMariaServer.get().url(name);
    }

    /** Connections as the connector has them, autocommit still on. */
    public DataSource dataSource() throws SQLException {
        String options = MariaSession.properties().entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining("&", "?", ""));
        MariaDbDataSource source =
                new MariaDbDataSource(EmbeddedMariaServer.get().url(connector()) + options);
        source.setUser(name);
        source.setPassword("shop");
        return source;
    }

    /** A connection as the connector has it: a transaction. */
    public Connection connect() throws SQLException {
        Connection connection = dataSource().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** The shop's mapping. */
    public SystemMapping mapping() {
        return mapping(yaml());
    }

    public static String yaml() {
        return resource("/maria/shop.yaml");
    }

    public SystemMapping mapping(String yaml) {
        return new MappingFile(Map.of("TEST_URL", url(), "TEST_USER", name))
                .read("shop.yaml", yaml.replace("connector_shop", connector()));
    }

    /** The shop's mapping, checked. */
    public FittedMapping fitted() throws SQLException {
        return fitted(yaml());
    }

    public FittedMapping fitted(String yaml) throws SQLException {
        try (Connection connection = connect()) {
            return MappingCheck.fit(mapping(yaml), connection);
        }
    }

    /** Runs statements as the shop itself does. */
    public void run(String sql) throws SQLException {
        try (Connection connection = EmbeddedMariaServer.get().connect(name);
                Statement statement = connection.createStatement()) {
            statement.execute("SET time_zone = '+00:00'; " + sql);
        }
    }

    /** Each row, its columns with bars between them; in the shop's database, or the connector's when it is named. */
    public List<String> query(String sql) throws SQLException {
        try (Connection connection = EmbeddedMariaServer.get().connect(name);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql.replace("{connector}", connector()))) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : "|").append(rows.getString(i));
                }
                values.add(row.toString());
            }
            return values;
        }
    }

    /** A customer as those of the PostgreSQL shop, who is in two groups. */
    public void fullCustomer(int id, String name, String email) throws SQLException {
        run("""
                INSERT INTO customer (id, number, name, email, password_hash, registered_at) VALUES
                  (%1$d, 'C-%1$d', '%2$s', '%3$s', 'argon2-secret-%1$d', '2011-12-31 23:30:00');
                INSERT INTO address VALUES (%1$d1, %1$d, 'Dorpsstraat %1$d'), (%1$d2, %1$d, 'Kade %1$d');
                UPDATE customer SET default_address_id = %1$d1 WHERE id = %1$d;
                INSERT INTO customer_group VALUES (%1$d, 'tuin'), (%1$d, 'keuken');
                INSERT INTO orders (id, customer_id, delivery_address_id, placed_on, gift_note) VALUES
                  (%1$d1, %1$d, %1$d1, '2012-01-05', 'for mum'), (%1$d2, %1$d, %1$d2, '2024-06-01', NULL);
                INSERT INTO order_line VALUES (%1$d1, 1, 'lamp', NULL), (%1$d1, 2, 'bulb', NULL), (%1$d2, 1, 'chair', '{"colour":"red"}');
                INSERT INTO invoice VALUES
                  (%1$d1, 'F%1$d1', %1$d, '%2$s', 'Dorpsstraat %1$d', '0612', '%3$s', 'leave at neighbours', '2012-01-05'),
                  (%1$d2, 'F%1$d2', %1$d, '%2$s', 'Dorpsstraat %1$d', '0612', '%3$s', 'ring twice', '2020-03-01'),
                  (%1$d3, 'F%1$d3', %1$d, '%2$s', 'Kade %1$d', '0612', '%3$s', NULL, '2024-06-02');
                INSERT INTO invoice_line VALUES
                  ('F%1$d1', 1, 'lamp', 20.10), ('F%1$d2', 1, 'bulb', 0.30), ('F%1$d3', 1, 'chair', 99.95), ('F%1$d3', 2, 'carriage', 5);
                INSERT INTO payment VALUES
                  (uuid(), %1$d1, '%2$s', '2012-01-06 10:00'), (uuid(), %1$d3, '%2$s', '2024-06-03 10:00');
                INSERT INTO consent VALUES (%1$d, '2023-01-01 12:00:00');
                INSERT INTO visit VALUES (%1$d1, %1$d, 'lamps', 'phone', '2024-05-30 08:00:00'), (%1$d2, %1$d, 'chairs', 'phone', '2024-06-01 08:00:00');
                INSERT INTO form_submission (id, email, name, message, submitted_at) VALUES
                  (%1$d1, '%3$s', '%2$s', 'where is my lamp?', '2012-02-01 10:00:00'),
                  (%1$d2, ' %4$s ', '%2$s', 'thank you', '2024-07-01 10:00:00');
                """.formatted(id, name, email, email.toUpperCase(Locale.ROOT)));
    }

    /** A bare customer. */
    public void customer(int id, String number, String name, String email) throws SQLException {
        run("INSERT INTO customer (id, number, name, email, password_hash, registered_at) VALUES (" + id + ", "
                + quoted(number) + ", '" + name + "', " + quoted(email) + ", 'x', '2020-05-05 12:00:00')");
    }

    private static String quoted(String text) {
        return text == null ? "NULL" : "'" + text + "'";
    }
}
