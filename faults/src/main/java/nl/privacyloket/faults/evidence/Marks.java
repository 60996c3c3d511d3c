package nl.privacyloket.faults.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import nl.privacyloket.faults.client.Person;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.client.TopicRecord;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.sample.SampleSystem;

/**
 * Looks for the mark of every person of a run where it must not be readable: tables of the services and connectors, topics,
 * logs, traces, Kafka's files. In the tables of data systems it may stand as long as the person is a customer.
 */
final class Marks {
    private static final String OURS = "table_schema in ('request', 'retention', 'notification')";
    private static final String CONNECTORS = "table_schema like 'connector%'";
    private static final String SYSTEMS = "table_schema in ('webshop', 'site', 'recovery', 'portal', 'crm')";

    private final World world;
    private final Set<String> forms;
    private final GrowingFiles files;

    /** @param mark that all persons of the run have in name and address */
    Marks(World world, String mark) {
        this.world = world;
        this.forms = forms(mark);
        this.files = new GrowingFiles(forms);
    }

    /** Where it stands. */
    List<String> found(List<TopicRecord> records, Rows rows) throws SQLException, IOException {
        List<String> found = new ArrayList<>();
        for (TopicRecord record : records) {
            if (holds(record.everything())) {
                found.add("a record of " + record.topic() + " of type " + record.type());
            }
        }
        rows.everyTable(StackService.DATABASE, OURS, (connection, table) -> {
            if (count(connection, table) > 0) {
                found.add("table " + table);
            }
        });
        rows.everyTable(SampleSystem.DATABASE, CONNECTORS, (connection, table) -> {
            if (count(connection, table) > 0) {
                found.add("table " + table);
            }
        });
        for (Path folder : List.of(world.directory().logs(), world.directory().kafka())) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().endsWith("index"))
                        .forEach(files::look);
            }
        }
        if (Files.exists(world.directory().traces())) {
            files.look(world.directory().traces());
        }
        files.found()
                .forEach(file -> found.add("file " + world.directory().root().relativize(file)));
        return found;
    }

    /** Rows of data systems that name one of these persons: a line each, with the table. */
    List<String> leftAtSystems(Rows rows, Set<Person> gone) throws SQLException {
        List<String> found = new ArrayList<>();
        rows.everyTable(SampleSystem.DATABASE, SYSTEMS, (connection, table) -> {
            for (String row : lines(connection, table)) {
                for (Person person : gone) {
                    if (row.contains(person.mark())) {
                        found.add("table " + table + ", which still names the erased person " + person.number());
                    }
                }
            }
        });
        return found;
    }

    private List<String> lines(Connection connection, String table) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select lower(t::text) from " + table + " t where lower(t::text) like any (?)")) {
            query.setArray(1, patterns(connection));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
        }
        return lines;
    }

    private Array patterns(Connection connection) throws SQLException {
        return connection.createArrayOf(
                "text", forms.stream().map(form -> "%" + form + "%").toArray());
    }

    private long count(Connection connection, String table) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select count(*) from " + table + " t where lower(t::text) like any (?)")) {
            query.setArray(1, patterns(connection));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private boolean holds(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return forms.stream().anyMatch(lower::contains);
    }

    /** As text in any case, as hexadecimal digits and in base64 of each spelling, all in small letters. */
    static Set<String> forms(String mark) {
        Set<String> forms = new LinkedHashSet<>();
        String capital = mark.substring(0, 1).toUpperCase(Locale.ROOT) + mark.substring(1);
        for (String spelled : List.of(mark, mark.toUpperCase(Locale.ROOT), capital)) {
            forms.add(spelled.toLowerCase(Locale.ROOT));
            byte[] bytes = spelled.getBytes(StandardCharsets.UTF_8);
            forms.add(HexFormat.of().formatHex(bytes));
            for (int before = 0; before < 3; before++) {
                byte[] shifted = new byte[before + bytes.length];
                System.arraycopy(bytes, 0, shifted, before, bytes.length);
                String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
                // The first and last digits depend on what stands beside it.
                forms.add(encoded.substring(before == 0 ? 0 : before + 1, encoded.length() - 2)
                        .toLowerCase(Locale.ROOT));
            }
        }
        return forms;
    }
}
