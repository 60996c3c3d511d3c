package nl.privacyloket.retention.register;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The short numbers of what data systems register. */
@ApplicationScoped
public class Streams {
    private static final String KNOWN = """
            select id, organisation, system, category from holding_stream where organisation = ? order by id
            """;
    private static final String ADD = """
            insert into holding_stream (organisation, system, category) values (?, ?, ?) on conflict do nothing
            """;
    /** A stream begins with the rules of its first batch, so that nothing is to be worked out anew. */
    private static final String BEGIN = """
            insert into due_basis (stream, rules, began_at, finished_at)
            select id, ?, ?, ? from holding_stream where organisation = ? and system = ? and category = ?
            on conflict do nothing
            """;

    private final Clock clock;

    Streams(Clock clock) {
        this.clock = clock;
    }

    /** What one system registers of one category. */
    public record Stream(int id, String organisation, String system, String category) {}

    /** A data system and a category of it. */
    record Name(String system, String category) {}

    /** All of an organisation. */
    public List<Stream> all(Connection connection, String organisation) throws SQLException {
        List<Stream> streams = new ArrayList<>();
        try (var query = connection.prepareStatement(KNOWN)) {
            query.setString(1, organisation);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    streams.add(new Stream(rows.getInt(1), rows.getString(2), rows.getString(3), rows.getString(4)));
                }
            }
        }
        return streams;
    }

    /** Those with these names; new ones are added. */
    Map<Name, Stream> named(Connection connection, String organisation, Set<Name> names, HoldingTerms terms)
            throws SQLException {
        var streams = byName(connection, organisation);
        if (!streams.keySet().containsAll(names)) {
            for (var name : names) {
                if (!streams.containsKey(name)) {
                    add(connection, organisation, name, terms);
                }
            }
            streams = byName(connection, organisation);
        }
        return streams;
    }

    private Map<Name, Stream> byName(Connection connection, String organisation) throws SQLException {
        Map<Name, Stream> streams = new HashMap<>();
        for (var stream : all(connection, organisation)) {
            streams.put(new Name(stream.system(), stream.category()), stream);
        }
        return streams;
    }

    private void add(Connection connection, String organisation, Name name, HoldingTerms terms) throws SQLException {
        try (var insert = connection.prepareStatement(ADD);
                var begin = connection.prepareStatement(BEGIN)) {
            insert.setString(1, organisation);
            insert.setString(2, name.system());
            insert.setString(3, name.category());
            insert.executeUpdate();
            var now = clock.instant().atOffset(ZoneOffset.UTC);
            begin.setString(1, terms.basis(name.category()));
            begin.setObject(2, now);
            begin.setObject(3, now);
            begin.setString(4, organisation);
            begin.setString(5, name.system());
            begin.setString(6, name.category());
            begin.executeUpdate();
        }
    }
}
