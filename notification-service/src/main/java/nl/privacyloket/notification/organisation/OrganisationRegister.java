package nl.privacyloket.notification.organisation;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import nl.privacyloket.messaging.event.EventJson;

/** The versions of all policies that were announced here, as far as letters need them. */
public final class OrganisationRegister {
    /** Compaction may have taken the version itself: then the nearest later one does. */
    private static final String SELECT = """
            select applies.document, newest.document
            from (select document from organisation_policy
                  where organisation = ? and version >= ? order by version limit 1) applies,
                 (select document from organisation_policy
                  where organisation = ? order by version desc limit 1) newest
            """;

    /** Keeps a version; one that is here already stays as it is, because a published version never changes. */
    public void keep(Connection connection, String organisation, int version, Instant publishedAt, Organisation policy)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into organisation_policy (organisation, version, published_at, document)
                values (?, ?, ?, ?::jsonb) on conflict do nothing
                """)) {
            insert.setString(1, organisation);
            insert.setInt(2, version);
            insert.setObject(3, publishedAt.atOffset(ZoneOffset.UTC));
            insert.setString(4, new String(EventJson.write(policy), StandardCharsets.UTF_8));
            insert.executeUpdate();
        }
    }

    /**
     * The organisation as that version of its policy has it, reachable as the newest version says.
     *
     * @return empty when neither that version nor a later one was announced here yet
     */
    public Optional<Organisation> find(Connection connection, String organisation, int version) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, organisation);
            select.setInt(2, version);
            select.setString(3, organisation);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(read(row.getBytes(1)).reachableAs(read(row.getBytes(2))));
            }
        }
    }

    private static Organisation read(byte[] document) {
        return EventJson.read(document, Organisation.class);
    }
}
