package nl.privacyloket.retention.register;

import java.sql.SQLException;

/** The register could not be read or written. The database's message may quote rows, so it is not passed on. */
public final class RegisterUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String DEADLOCK = "40P01";
    private static final String SERIALIZATION = "40001";

    private final String sqlState;

    RegisterUnavailable(SQLException cause) {
        super("the register could not be used, SQLSTATE " + cause.getSQLState());
        this.sqlState = cause.getSQLState();
        initCause(new SQLException("not passed on", cause.getSQLState()));
    }

    /** Whether two batches stood in each other's way, so that the same again will do. */
    boolean isCollision() {
        return DEADLOCK.equals(sqlState) || SERIALIZATION.equals(sqlState);
    }
}
