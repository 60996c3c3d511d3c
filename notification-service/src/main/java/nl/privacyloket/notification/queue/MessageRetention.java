package nl.privacyloket.notification.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.organisation.OrganisationRegister;

/**
 * Lets go of what is kept about messages once it has no use: what they said when it can no longer come back, by what their
 * address was recognised when no report is believed any more, and the rows themselves by the organisation's own rule for
 * files of requests. Messages about a request go with its file, and not here.
 */
public final class MessageRetention {
    /** Category of the policy under which files of requests fall. */
    private static final String REQUEST_FILE = "request-file";
    /** For an organisation whose policy has no rule for them. */
    private static final Period USUAL = Period.ofYears(2);

    private static final String WITHOUT_FILE = """
            state not in ('queued', 'to-print', 'sending')
              and not exists (select 1 from correspondence c where c.request_id = message.request_id)
            """;

    private final OrganisationRegister organisations;
    private final MessageFacts facts = new MessageFacts();
    private final AuditLedger audit = new AuditLedger();

    public MessageRetention(OrganisationRegister organisations) {
        this.organisations = organisations;
    }

    /** Lets go of what is due at that moment. */
    public void sweep(Connection connection, Instant now) throws SQLException {
        facts.contentsErased(connection, eraseContents(connection, now), now);
        forgetTriedAddresses(connection, now.minus(BouncedMessages.BELIEVED_FOR));
        for (String organisation : organisations.organisations(connection)) {
            deleteRows(connection, organisation, now);
        }
    }

    /** @return how many had still something to let go of, by organisation */
    private static Map<String, Integer> eraseContents(Connection connection, Instant now) throws SQLException {
        Map<String, Integer> counts = new TreeMap<>();
        try (PreparedStatement update = connection.prepareStatement("""
                with due as (
                  select id, occasion is not null as said from message where content_until <= ? and state = 'sent'
                  for update)
                update message m set occasion = null, content_until = null from due where m.id = due.id
                returning m.organisation, due.said
                """)) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    if (rows.getBoolean(2)) {
                        counts.merge(rows.getString(1), 1, Integer::sum);
                    }
                }
            }
        }
        return counts;
    }

    private static void forgetTriedAddresses(Connection connection, Instant before) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update message set tried_address = null where tried_address is not null and tried_at <= ?
                  and state not in ('queued', 'sending')
                """)) {
            update.setObject(1, before.atOffset(ZoneOffset.UTC));
            update.executeUpdate();
        }
    }

    private void deleteRows(Connection connection, String organisation, Instant now) throws SQLException {
        Optional<Organisation> latest = organisations.latest(connection, organisation);
        Period kept = latest.flatMap(policy -> policy.keeps(REQUEST_FILE)).orElse(USUAL);
        ZoneId zone = latest.map(Organisation::zone).orElse(ZoneOffset.UTC);
        int deleted;
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from message where organisation = ? and settled_at <= ? and " + WITHOUT_FILE)) {
            delete.setString(1, organisation);
            delete.setObject(2, now.atZone(zone).minus(kept).toInstant().atOffset(ZoneOffset.UTC));
            deleted = delete.executeUpdate();
        }
        if (deleted > 0) {
            audit.append(
                    connection,
                    List.of(new AuditEntry(
                            now,
                            organisation,
                            MessageFacts.ITSELF,
                            "messages.erased",
                            "organisation",
                            organisation,
                            "erased-" + deleted,
                            null)));
        }
    }
}
