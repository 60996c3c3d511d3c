package nl.privacyloket.connector.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.connector.command.Answer.Reply;
import nl.privacyloket.messaging.event.EventJson;

/** Answers of commands that were carried out, so that the same command sent again gets the same answer and does nothing. */
public final class ExecutedCommands {
    private ExecutedCommands() {}

    /** The answer that was given, if the command was carried out. */
    public static Optional<Reply> find(Connection connection, UUID commandId) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT answer FROM executed_command WHERE command_id = ?")) {
            query.setObject(1, commandId);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                JsonNode stored = EventJson.read(row.getString(1).getBytes(StandardCharsets.UTF_8), JsonNode.class);
                return Optional.of(new Reply(stored.get("type").textValue(), stored.get("data")));
            }
        }
    }

    /** Notes the answer in the running transaction. */
    public static void note(Connection connection, UUID commandId, Reply reply, Instant at) throws SQLException {
        ObjectNode stored = EventJson.mapper().createObjectNode().put("type", reply.type());
        stored.set("data", EventJson.mapper().valueToTree(reply.data()));
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO executed_command (command_id, answer, executed_at) VALUES (?, ?, ?)")) {
            insert.setObject(1, commandId);
            insert.setString(2, stored.toString());
            insert.setObject(3, at.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }
}
