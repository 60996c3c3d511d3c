package nl.privacyloket.faults.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** @param mark that all persons of the run have in name and address */
    Marks(World world, String mark) {
        this.world = world;
        this.forms = forms(mark);
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
        List<Path> files = new ArrayList<>();
        for (Path folder : List.of(world.directory().logs(), world.directory().kafka())) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        if (Files.exists(world.directory().traces())) {
            files.add(world.directory().traces());
        }
        for (Path file : files) {
            if (holds(read(file))) {
                found.add("file " + world.directory().root().relativize(file));
            }
        }
        return found;
    }

    /** Rows of data systems other than the customer's own that name somebody, with how many. */
    List<String> leftAtSystems(Rows rows, String personsMark) throws SQLException {
        List<String> found = new ArrayList<>();
        Marks one = new Marks(world, personsMark);
        rows.everyTable(SampleSystem.DATABASE, SYSTEMS, (connection, table) -> {
            if (one.count(connection, table) > 0) {
                found.add("table " + table);
            }
        });
        return found;
    }

    private long count(java.sql.Connection connection, String table) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select count(*) from " + table + " t where lower(t::text) like any (?)")) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "text", forms.stream().map(form -> "%" + form + "%").toArray()));
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

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (java.nio.file.NoSuchFileException e) {
            // Kafka deletes and renames files as it goes.
            return "";
        }
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
