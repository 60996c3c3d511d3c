package nl.privacyloket.connector.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.connector.execution.Access;
import nl.privacyloket.connector.execution.CorrectedField;
import nl.privacyloket.connector.execution.Correction;
import nl.privacyloket.connector.execution.ErasedCategory;
import nl.privacyloket.connector.execution.Erasure;
import nl.privacyloket.connector.execution.Holding;
import nl.privacyloket.connector.execution.Instruction;
import nl.privacyloket.connector.execution.Rectification;
import nl.privacyloket.connector.execution.RestrictedCategory;
import nl.privacyloket.connector.execution.Restriction;
import nl.privacyloket.connector.execution.Verification;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.person.Identifier;
import nl.privacyloket.connector.person.Subject;

/** Executes commands of one request on the test shop, each in a transaction that commits when it succeeds. */
public final class Commands {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

    private final Sessions shop;
    private final FittedMapping fitted;
    private final UUID requestId;

    private Commands(Sessions shop, FittedMapping fitted, UUID requestId) {
        this.shop = shop;
        this.fitted = fitted;
        this.requestId = requestId;
    }

    /** Commands of a new request. */
    public static Commands ofNewRequest(ShopDatabase shop) throws SQLException {
        return new Commands(shop::connect, shop.fitted(), UUID.randomUUID());
    }

    /** Commands of a new request, by another mapping than the shop's first. */
    public static Commands ofNewRequest(ShopDatabase shop, FittedMapping fitted) {
        return new Commands(shop::connect, fitted, UUID.randomUUID());
    }

    /** Commands of a new request in any database. */
    public static Commands ofNewRequest(Sessions sessions, FittedMapping fitted) {
        return new Commands(sessions, fitted, UUID.randomUUID());
    }

    /** Where commands are carried out. */
    @FunctionalInterface
    public interface Sessions {
        /** A session in a transaction. */
        Connection connect() throws SQLException;
    }

    public List<CorrectedField> rectify(List<Correction> corrections, String... typesAndValues) throws SQLException {
        try (Connection connection = shop.connect()) {
            List<CorrectedField> corrected = new Rectification(fitted, ShopDatabase.subjectHash())
                    .rectify(connection, subject(typesAndValues), corrections);
            connection.commit();
            return corrected;
        }
    }

    public List<RestrictedCategory> restrict(List<String> categories, String... typesAndValues) throws SQLException {
        try (Connection connection = shop.connect()) {
            List<RestrictedCategory> restricted = new Restriction(fitted, ShopDatabase.subjectHash())
                    .restrict(connection, subject(typesAndValues), categories);
            connection.commit();
            return restricted;
        }
    }

    public List<RestrictedCategory> lift(List<String> categories, String... typesAndValues) throws SQLException {
        try (Connection connection = shop.connect()) {
            List<RestrictedCategory> lifted = new Restriction(fitted, ShopDatabase.subjectHash())
                    .lift(connection, subject(typesAndValues), categories);
            connection.commit();
            return lifted;
        }
    }

    public List<RestrictedCategory> stopUsingFor(String purpose, String... typesAndValues) throws SQLException {
        try (Connection connection = shop.connect()) {
            List<RestrictedCategory> restricted = new Restriction(fitted, ShopDatabase.subjectHash())
                    .stopUsingFor(connection, subject(typesAndValues), purpose, List.of());
            connection.commit();
            return restricted;
        }
    }

    public List<Holding> verify(String... typesAndValues) throws SQLException {
        try (Connection connection = shop.connect()) {
            return new Verification(fitted, ShopDatabase.subjectHash()).verify(connection, subject(typesAndValues));
        }
    }

    public Access.Answer access(String... typesAndValues) throws SQLException {
        try (Connection connection = shop.connect()) {
            return new Access(fitted, ShopDatabase.subjectHash()).read(connection, subject(typesAndValues));
        }
    }

    public List<ErasedCategory> erase(List<Instruction> instructions, String... typesAndValues) throws SQLException {
        try (Connection connection = shop.connect()) {
            List<ErasedCategory> erased = new Erasure(
                            fitted,
                            ShopDatabase.subjectHash(),
                            ShopDatabase.keys("test-shop").blindIndex(),
                            CLOCK)
                    .erase(connection, UUID.randomUUID(), subject(typesAndValues), instructions, List.of());
            connection.commit();
            return erased;
        }
    }

    private Subject subject(String... typesAndValues) {
        List<Identifier> identifiers = new ArrayList<>();
        for (int i = 0; i < typesAndValues.length; i += 2) {
            identifiers.add(new Identifier(typesAndValues[i], typesAndValues[i + 1]));
        }
        return Subject.of(requestId, identifiers);
    }
}
