package nl.privacyloket.notification.organisation;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /**
     * Keeps a version; one that is here already stays as it is, because a published version never changes.
     *
     * @param announcement what those who follow the policy are to be told, by language; empty for nothing
     */
    public void keep(
            Connection connection,
            String organisation,
            int version,
            Instant publishedAt,
            Organisation policy,
            Map<String, Announcement.Words> announcement)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into organisation_policy (organisation, version, published_at, document, announcement)
                values (?, ?, ?, ?::jsonb, ?::jsonb) on conflict do nothing
                """)) {
            insert.setString(1, organisation);
            insert.setInt(2, version);
            insert.setObject(3, publishedAt.atOffset(ZoneOffset.UTC));
            insert.setString(4, json(policy));
            insert.setString(5, announcement.isEmpty() ? null : json(announcement));
            insert.executeUpdate();
        }
    }

    /** What was published of an organisation with something to tell, newest version first. */
    public List<Announcement> announcements(Connection connection, String organisation) throws SQLException {
        List<Announcement> announcements = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select version, published_at, announcement from organisation_policy
                where organisation = ? and announcement is not null order by version desc
                """)) {
            select.setString(1, organisation);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    announcements.add(new Announcement(
                            rows.getInt(1),
                            rows.getObject(2, OffsetDateTime.class).toInstant(),
                            Announcement.AWAITING_SUBSCRIBERS,
                            EventJson.read(rows.getBytes(3), Announcement.Texts.class)
                                    .byLanguage()));
                }
            }
        }
        return announcements;
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

    private static String json(Object value) {
        return new String(EventJson.write(value), StandardCharsets.UTF_8);
    }

    private static Organisation read(byte[] document) {
        return EventJson.read(document, Organisation.class);
    }
}
