package nl.privacyloket.connector.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;
import nl.privacyloket.connector.dialect.Dialect;
import nl.privacyloket.connector.person.CommandRefusedException;

/** Tells a command that the data refuse, which gets an answer, from a database in trouble, which is tried again. */
public final class Refusals {

    private Refusals() {}

    /** What changes the data. */
    public interface Attempt<T> {
        T run() throws SQLException;
    }

    /**
     * Runs it so that, when it is refused, nothing of it stays and the transaction can go on to answer.
     *
     * @throws CommandRefusedException when the data or the rules refuse
     * @throws SQLException when the database is in trouble
     */
    public static <T> T attempt(Connection connection, Attempt<T> attempt) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            return attempt.run();
        } catch (CommandRefusedException e) {
            connection.rollback(before);
            throw e;
        } catch (SQLException e) {
            String reason = reasonOf(connection, e).orElseThrow(() -> e);
            connection.rollback(before);
            throw new CommandRefusedException(reason);
        }
    }

    /** The reason for a refusal, if it is one. */
    public static Optional<String> reasonOf(Connection connection, SQLException e) throws SQLException {
        return switch (Dialect.of(connection).cause(e)) {
            case STILL_REFERENCED -> Optional.of(CommandRefusedException.STILL_REFERENCED);
            case CONSTRAINT -> Optional.of(CommandRefusedException.CONSTRAINT_VIOLATED);
            case LOCKED, VALUE, OF_A_RECORD, OTHER -> Optional.empty();
        };
    }
}
