package nl.privacyloket.bench.connector;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements that somebody would write who knows the webshop's tables: in the same transactions, in the same order. They
 * write down nothing: no answer, no memory of who was erased, no audit entry, and nobody is asked for leave.
 */
final class ByHand implements AutoCloseable {
    private static final String FOUND = "nullif(lower(btrim(email::text)), '') = lower(btrim(?))";
    private static final int PURGED_AT_A_TIME = 4_000;

    private final Connection connection;
    private final PreparedStatement find;
    private final List<PreparedStatement> erase = new ArrayList<>();
    private final List<PreparedStatement> readBack = new ArrayList<>();
    private final PreparedStatement due;
    private final List<PreparedStatement> purge = new ArrayList<>();

    /** @param connection to the webshop's tables, of this alone */
    ByHand(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        this.find = connection.prepareStatement("select id from customer where " + FOUND + " for update");
        for (String statement : List.of(
                "delete from payment using invoice i where invoice_id = i.id and i.customer_id = ?",
                "delete from invoice_line using invoice i where invoice_id = i.id and i.customer_id = ?",
                "delete from invoice where customer_id = ?",
                "delete from order_line using customer_order o where order_id = o.id and o.customer_id = ?",
                "delete from customer_order where customer_id = ?",
                "delete from newsletter_consent where customer_id = ?",
                "delete from support_ticket where customer_id = ?",
                "delete from customer where id = ?")) {
            erase.add(connection.prepareStatement(statement));
        }
        for (String statement : List.of(
                "select count(*) from customer where " + FOUND,
                "select count(*) from support_ticket where " + FOUND,
                "select count(*) from customer_order where customer_id = ?",
                "select count(*) from invoice where customer_id = ?",
                "select count(*) from newsletter_consent where customer_id = ?")) {
            readBack.add(connection.prepareStatement(statement));
        }
        this.due =
                connection.prepareStatement("select id from invoice where invoice_date < ? order by invoice_date, ctid"
                        + " limit " + PURGED_AT_A_TIME + " for update skip locked");
        for (String statement : List.of(
                "delete from payment where invoice_id = any (?)",
                "delete from invoice_line where invoice_id = any (?)",
                "delete from invoice where id = any (?)")) {
            purge.add(connection.prepareStatement(statement));
        }
    }

    /** Erases a customer in a transaction, and looks in another one whether anything is left. */
    void erase(String email) throws SQLException {
        find.setString(1, email);
        long customer = number(find);
        for (PreparedStatement statement : erase) {
            statement.setLong(1, customer);
            statement.executeUpdate();
        }
        connection.commit();
        for (int at = 0; at < readBack.size(); at++) {
            PreparedStatement count = readBack.get(at);
            if (at < 2) {
                count.setString(1, email);
            } else {
                count.setLong(1, customer);
            }
            if (number(count) != 0) {
                throw new IllegalStateException("something is left of a customer");
            }
        }
        connection.commit();
    }

    private static long number(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** @return how many rows went */
    int purge(LocalDate startedBefore) throws SQLException {
        int gone = 0;
        due.setDate(1, Date.valueOf(startedBefore));
        while (true) {
            List<Long> ids = new ArrayList<>();
            try (ResultSet rows = due.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            for (PreparedStatement statement : purge) {
                statement.setArray(1, connection.createArrayOf("int8", ids.toArray()));
                gone += statement.executeUpdate();
            }
            connection.commit();
            if (ids.isEmpty()) {
                return gone;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
