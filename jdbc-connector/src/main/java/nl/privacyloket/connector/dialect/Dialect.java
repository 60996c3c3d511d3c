package nl.privacyloket.connector.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.connector.catalogue.Catalogue;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.mapping.Normalisation;
import nl.privacyloket.connector.mapping.Strategy;
import nl.privacyloket.connector.mapping.TableName;

/**
 * The SQL that databases write differently. Rows are called {@code t} and named by their keys, which travel as JSON text in
 * the database's own form: one parameter holds a JSON array of as many as there are, and is the relation {@code k} of the
 * statement.
 */
public interface Dialect {
    /** The dialect of a database by its address. */
    static Dialect of(String jdbcUrl) {
        return jdbcUrl.startsWith(MariaDialect.URL) ? MariaDialect.INSTANCE : PostgresDialect.INSTANCE;
    }

    /** The dialect of the database that is connected to. */
    static Dialect of(Connection connection) throws SQLException {
        return of(connection.getMetaData().getURL());
    }

    // What is there

    /** What the database says about these tables. */
    Catalogue catalogue(Connection connection, Collection<TableName> names) throws SQLException;

    /** Why this server cannot be served, whatever the mapping says; empty when it can. */
    List<String> obstacles(Connection connection) throws SQLException;

    /** What of a schema the account cannot see that it must, if anything. */
    Optional<String> blindSpot(Connection connection, String schema) throws SQLException;

    /** Why a row cannot be named by this column, if it cannot. */
    Optional<String> problemAsKey(CatalogueColumn column);

    /** Why rows cannot be named by these columns together, if they cannot. */
    Optional<String> problemAsKey(List<CatalogueColumn> key);

    /** Whether the values of two columns can be compared so that different ones never count as the same. */
    boolean isComparable(
            Connection connection, TableName table, CatalogueColumn own, TableName other, CatalogueColumn theirs)
            throws SQLException;

    /** Whether rows can be looked for by a value in this column. */
    boolean isComparable(Connection connection, TableName table, CatalogueColumn column) throws SQLException;

    /** Whether a constant of a mapping goes into the column whole. */
    boolean fits(Connection connection, CatalogueColumn column, String value) throws SQLException;

    /** Whether a corrected value, which is no date, goes into the column as it was given. */
    boolean holds(Connection connection, CatalogueColumn column, String value) throws SQLException;

    /** Why the first day of a year or month cannot be made of the column, if it cannot. */
    Optional<String> problemToGeneralise(CatalogueColumn column);

    /** Whether rows of one table may refer to each other and go in one statement. */
    boolean deletesCirclesWithinATable();

    // The running transaction

    /** Instants are written out in this zone. */
    void useZone(Connection connection, ZoneId zone) throws SQLException;

    /** Who waits longer for something that somebody else has locked gives way. */
    void waitForLocks(Connection connection, Duration longest) throws SQLException;

    /** Takes a lock until the running transaction ends; commands that share one by chance wait for each other. */
    void lock(Connection connection, UUID commandId) throws SQLException;

    /** Constraints that can wait speak up at {@link #checkConstraints}, and not before. */
    void deferConstraints(Connection connection) throws SQLException;

    /** Constraints that waited speak up now, and from now on at once. */
    void checkConstraints(Connection connection) throws SQLException;

    /** Why a statement failed. */
    RefusalCause cause(SQLException e);

    // Values

    /** An expression as text, compared character by character. */
    String text(String expression);

    /** A relation of texts {@code v} from one parameter, which is {@link #textsParameter}. */
    String texts();

    /** What the parameter of {@link #texts} is set to, by {@link #bind}. */
    Object textsParameter(Collection<String> values);

    /** The condition that two expressions are not the same, or only one of them is NULL. */
    String isNot(String one, String other);

    /** The form in which identifiers are compared, of a {@link #text}; NULL when nothing is left. */
    default String normalised(Normalisation normalisation, String text) {
        String comparable =
                switch (normalisation) {
                    case EXACT -> text;
                    case TRIM -> trimmed(text);
                    case E_MAIL, CASE_INSENSITIVE -> "lower(" + trimmed(text) + ")";
                    case ALPHANUMERIC -> "lower(" + without(text, "[^[:alnum:]]") + ")";
                    case DIGITS -> without(text, "[^0-9]");
                };
        return "nullif(" + comparable + ", '')";
    }

    /** A text without blanks at its ends. */
    String trimmed(String text);

    /** A text without whatever a regular expression matches. */
    String without(String text, String expression);

    /** The condition that an expression is one of the values; they are one parameter, for {@link #bind}. */
    String among(String expression, Collection<?> values);

    /**
     * Sets parameters: texts as they are, and collections as {@link #among} asks for them.
     *
     * @return position of the next parameter
     */
    int bind(Connection connection, PreparedStatement statement, int first, List<?> parameters) throws SQLException;

    /** A parameter that is a value of the column; see {@link #value}. */
    String parameter(CatalogueColumn column);

    /** What a parameter for the column is set to, for a text of a mapping or a correction. */
    String value(CatalogueColumn column, String text, ZoneId zone);

    /** The condition that the column of {@code t} has the value of a parameter. */
    String equal(CatalogueColumn column);

    /** The condition that the column of {@code t} has another value than the parameter, or none. */
    String differs(CatalogueColumn column);

    /** The same, where values count as different that the database writes out differently. */
    String differsAsText(CatalogueColumn column);

    /** The first day of the year or month, or the digits of the postcode, in the column of {@code t}. */
    String generalised(CatalogueColumn column, Strategy strategy, ZoneId zone);

    /** The day on which a row {@code t} started, for {@link #day}. */
    String startedOn(CatalogueColumn column, ZoneId zone);

    /** Reads what {@link #startedOn} selected; {@code null} when it is no day. */
    LocalDate day(ResultSet row, int position, CatalogueColumn column, ZoneId zone) throws SQLException;

    /**
     * The condition that the column of {@code t} is a day before another.
     *
     * @param parameters the condition's parameters are added here
     */
    String isBefore(CatalogueColumn column, LocalDate day, ZoneId zone, List<Object> parameters);

    /** A JSON object of columns of {@code t}, to be shown to the person. */
    String shown(Collection<CatalogueColumn> columns);

    /** A value of {@link #shown} as the person gets it: times as ISO texts. */
    JsonNode shown(CatalogueColumn column, JsonNode value, ZoneId zone);

    /** A digest of the values in some columns of {@code t}. */
    String digest(Collection<String> columns);

    // Rows and their keys

    /** The key of a row, as it is stored in the connector's own tables. */
    String key(String alias, List<CatalogueColumn> key);

    /** The key of a row, to be read as text. */
    String keyText(String alias, List<CatalogueColumn> key);

    /** A stored key, to be read as text. */
    String storedKey(String column);

    /** A parameter that is a stored key. */
    String keyParameter();

    /** The condition that a stored key is one of several; they are one parameter, for {@link #bind}. */
    String keyAmong(String column, Collection<String> keys);

    /**
     * A key that somebody else wrote, as the database would.
     *
     * @param zone zone of a time that comes without one
     * @return empty when no row can have it; a value that only the database can judge is passed on
     */
    Optional<String> keyValue(CatalogueColumn column, String value, ZoneId zone);

    /** The parameter that holds given rows or keys, of a JSON object each. */
    String rowsParameter(List<String> rows);

    /** Rows {@code t} whose keys are in the parameter: what follows {@code FROM}, a join last. */
    String named(TableName table, List<CatalogueColumn> key);

    /** Rows {@code t} that agree with those in the parameter, each with its {@link #number}. */
    String numbered(TableName table, List<JoinedColumn> columns);

    /** The position of the given row in the parameter of {@link #numbered}, from 1. */
    String number();

    /** What joins further rows to those of {@link #named}, so that each is looked up. */
    String thenJoin();

    /** What ends a query whose rows of that alias are locked; other databases lock all that it reads. */
    String lock(RowLock lock, String alias);

    /**
     * Writes over the rows whose keys are in one parameter; see {@link #keysComeFirst} for its place.
     *
     * @param sets new values by column
     * @param more texts that come along with each key
     */
    String update(TableName table, List<CatalogueColumn> key, Map<String, String> sets, List<String> more);

    /** A text of an {@link #update} that came along with the key, as a value of the column. */
    String more(String name, CatalogueColumn column);

    /** Whether the keys of an update are its first parameter; its last otherwise. */
    boolean keysComeFirst();

    /** Deletes the rows that hang under those whose keys are in the parameter; empty where that is left to other statements. */
    default Optional<String> deleteUnder(TableName table, List<JoinedColumn> columns) {
        return Optional.empty();
    }

    /** Deletes the rows whose keys are in the parameter. */
    String delete(TableName table, List<CatalogueColumn> key);

    /** What ends an insert of a row that may be there already and then stays as it is. */
    String orKeep(String anyColumn);

    /** What ends an insert of a row that may be there already and then gets new values. */
    String orReplace(List<String> key, List<String> columns);

    /** Where due rows lie: an address each, in the order of their start. */
    RowAddresses addresses(TableName table, List<CatalogueColumn> key, CatalogueColumn start);
}
