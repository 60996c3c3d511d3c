package nl.privacyloket.connector.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.person.Subject;
import nl.privacyloket.crypto.SubjectHash;

/** Executes {@code verify}: counts what there is of a person, by category and start date. Changes nothing. */
public final class Verification {
    private final FittedMapping fitted;
    private final PersonLocator locator;

    public Verification(FittedMapping fitted, SubjectHash subjectHash) {
        this.fitted = fitted;
        this.locator = new PersonLocator(fitted, subjectHash);
    }

    /**
     * Counts the records of the person, those that a law keeps after an earlier erasure included.
     *
     * @return one line per category and start date, and a line with 0 for each category that holds nothing
     * @throws CommandRefusedException when the person cannot be told from somebody else
     */
    public List<Holding> verify(Connection connection, Subject subject) throws SQLException {
        Map<String, Map<LocalDate, Integer>> counts = new TreeMap<>();
        Comparator<LocalDate> datesThenNone = Comparator.nullsLast(Comparator.naturalOrder());
        fitted.mapping()
                .categories()
                .forEach(category -> counts.put(category, new TreeMap<LocalDate, Integer>(datesThenNone)));
        locator.locate(connection, subject, false).rows().records().forEach(row -> counts.get(
                        row.table().category())
                .merge(row.ownStart(), 1, Integer::sum));
        List<Holding> holdings = new ArrayList<>();
        counts.forEach((category, byDate) -> {
            byDate.forEach((date, count) -> holdings.add(new Holding(category, date, count)));
            if (byDate.isEmpty()) {
                holdings.add(new Holding(category, null, 0));
            }
        });
        return holdings;
    }
}
