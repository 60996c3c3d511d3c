package nl.privacyloket.notification.organisation;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.privacyloket.messaging.event.EventJson;

/** The versions of all policies that were announced here, as far as letters need them. */
public final class OrganisationRegister {
    /** The one character that jsonb does not take, as JSON escapes it. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    /**
     * Compaction may have taken the version itself. Then the nearest later one does, if all that is known of the organisation
     * is of one scope; otherwise it may be about something else. {@code SendingQueue} asks the same before it claims.
     */
    private static final String APPLIES = """
            select p.scope, p.document from organisation_policy p
            where p.organisation = ? and (p.version = ? or p.version > ? and not exists (
              select 1 from organisation_policy other
              where other.organisation = p.organisation and other.scope <> p.scope))
            order by p.version limit 1
            """;

    private static final String OF_SCOPE = """
            select valid_from, document from organisation_policy
            where organisation = ? and scope = ? order by version desc
            """;

    /**
     * Keeps a version; one that is here already stays as it is, because a published version never changes. Only its scope and
     * first day are filled in when it is from before these were noted.
     */
    public void keep(Connection connection, PublishedVersion published) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into organisation_policy
                  (organisation, version, published_at, document, announcement, scope, valid_from)
                values (?, ?, ?, ?::jsonb, ?::jsonb, ?, ?)
                on conflict (organisation, version) do update
                set scope = excluded.scope, valid_from = excluded.valid_from where organisation_policy.scope = ''
                """)) {
            insert.setString(1, published.organisation());
            insert.setInt(2, published.version());
            insert.setObject(3, published.publishedAt().atOffset(ZoneOffset.UTC));
            insert.setString(4, json(published.policy()));
            insert.setString(5, published.announcement().isEmpty() ? null : json(published.announcement()));
            insert.setString(6, published.scope());
            insert.setObject(7, published.validFrom());
            insert.executeUpdate();
        }
    }

    /**
     * The organisation as that version of its policy has it, reachable as the version says that holds now in the same scope.
     *
     * @return empty when that version was not announced here yet, and no later one can stand in for it
     */
    public Optional<Organisation> find(Connection connection, String organisation, int version, Instant now)
            throws SQLException {
        String scope;
        Organisation applies;
        try (PreparedStatement select = connection.prepareStatement(APPLIES)) {
            select.setString(1, organisation);
            select.setInt(2, version);
            select.setInt(3, version);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                scope = row.getString(1);
                applies = read(row.getBytes(2));
            }
        }
        // None holds before the first day of the first version: then the one that applies says it itself.
        return Optional.of(inForce(connection, organisation, scope, now)
                .map(applies::reachableAs)
                .orElse(applies));
    }

    /**
     * The policies that hold now, one of each scope, highest version first. Of a scope of which none holds yet, the first.
     *
     * @return empty when nothing was announced of the organisation
     */
    public List<Organisation> allInForce(Connection connection, String organisation, Instant now) throws SQLException {
        return policiesInForce(connection, organisation, now).stream()
                .map(PolicyInForce::organisation)
                .toList();
    }

    /** The organisation as its latest version has it, of whatever scope; empty when none was announced here. */
    public Optional<Organisation> latest(Connection connection, String organisation) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select document from organisation_policy where organisation = ? order by version desc limit 1")) {
            select.setString(1, organisation);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(read(row.getBytes(1))) : Optional.empty();
            }
        }
    }

    /** The highest version of a scope whose first day has come where the organisation is. */
    private static Optional<Organisation> inForce(Connection connection, String organisation, String scope, Instant now)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OF_SCOPE)) {
            select.setString(1, organisation);
            select.setString(2, scope);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Organisation candidate = read(rows.getBytes(2));
                    LocalDate validFrom = rows.getObject(1, LocalDate.class);
                    if (!validFrom.isAfter(LocalDate.ofInstant(now, candidate.zone()))) {
                        return Optional.of(candidate);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The highest version whose first day has come where the organisation is, whatever it covers; empty when none has. */
    public Optional<PolicyInForce> inForce(Connection connection, String organisation, Instant now)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select version, valid_from, document from organisation_policy
                where organisation = ? order by version desc
                """)) {
            select.setString(1, organisation);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Organisation candidate = read(rows.getBytes(3));
                    LocalDate validFrom = rows.getObject(2, LocalDate.class);
                    if (!validFrom.isAfter(LocalDate.ofInstant(now, candidate.zone()))) {
                        return Optional.of(new PolicyInForce(rows.getInt(1), candidate));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The ids of all organisations that have a policy here. */
    public List<String> organisations(Connection connection) throws SQLException {
        List<String> organisations = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "select distinct organisation from organisation_policy order by organisation");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                organisations.add(rows.getString(1));
            }
        }
        return organisations;
    }

    /** The policies that hold now, one of each scope, highest version first. Of a scope of which none holds yet, its first. */
    public List<PolicyInForce> policiesInForce(Connection connection, String organisation, Instant now)
            throws SQLException {
        Map<String, PolicyInForce> policies = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select scope, version, valid_from, document from organisation_policy where organisation = ? order by version
                """)) {
            select.setString(1, organisation);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    PolicyInForce candidate = new PolicyInForce(rows.getInt(2), read(rows.getBytes(4)));
                    LocalDate today =
                            LocalDate.ofInstant(now, candidate.organisation().zone());
                    if (!rows.getObject(3, LocalDate.class).isAfter(today)) {
                        policies.put(rows.getString(1), candidate);
                    } else {
                        policies.putIfAbsent(rows.getString(1), candidate);
                    }
                }
            }
        }
        return policies.values().stream()
                .sorted(Comparator.comparing(PolicyInForce::version).reversed())
                .toList();
    }

    private static String json(Object value) {
        String json = new String(EventJson.write(value), StandardCharsets.UTF_8);
        return NUL.matcher(json).replaceAll("$1");
    }

    private static Organisation read(byte[] document) {
        return EventJson.read(document, Organisation.class);
    }
}
