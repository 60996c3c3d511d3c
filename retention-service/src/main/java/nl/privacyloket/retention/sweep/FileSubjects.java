package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.retention.register.SubjectKey;

/** By what hashes the persons of request files are known, as long as the files are there. */
@ApplicationScoped
class FileSubjects {
    private static final String ADD = """
            insert into request_file_subject (request_id, subject, organisation) select ?, unnest(?::bytea[]), ?
            on conflict do nothing
            """;
    private static final String OF_FILES = """
            select request_id, subject from request_file_subject where organisation = ? and request_id = any (?::uuid[])
            """;
    private static final String FORGET = "delete from request_file_subject where organisation = ? and request_id = ?";

    private final DataSource dataSource;

    FileSubjects(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** With the running transaction; what was known before counts too. */
    void add(String organisation, UUID requestId, Collection<SubjectKey> subjects) {
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(ADD)) {
            insert.setObject(1, requestId);
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea", subjects.stream().map(SubjectKey::bytes).toArray(byte[][]::new)));
            insert.setString(3, organisation);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** By file; a file of whose person nothing is known is not among them. */
    Map<String, List<byte[]>> of(Connection connection, String organisation, List<DueHolding> files)
            throws SQLException {
        var subjects = new HashMap<String, List<byte[]>>();
        try (var query = connection.prepareStatement(OF_FILES)) {
            query.setString(1, organisation);
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "text", files.stream().map(DueHolding::recordRef).toArray()));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    subjects.computeIfAbsent(rows.getString(1), none -> new ArrayList<>())
                            .add(rows.getBytes(2));
                }
            }
        }
        return subjects;
    }

    void forget(String organisation, UUID requestId) {
        try (var connection = dataSource.getConnection();
                var delete = connection.prepareStatement(FORGET)) {
            delete.setString(1, organisation);
            delete.setObject(2, requestId);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private static IllegalStateException unusable(SQLException e) {
        return new IllegalStateException(
                "the persons of request files could not be read or written, SQLSTATE " + e.getSQLState(), e);
    }
}
