package nl.privacyloket.connector.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.shop.ShopDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person has a few rows: what names them by their keys goes by the index of the key, in tables of some thousand rows too. */
class GivenKeysTest {
    private ShopDatabase shop;
    private FittedMapping fitted;
    private MappedTable forms;

    @BeforeEach
    void someThousandRows() throws Exception {
        shop = ShopDatabase.empty();
        shop.run("INSERT INTO form_submission SELECT n, 'p' || n || '@example.org', 'P', 'hello', '2020-01-01 12:00+00'"
                + " FROM generate_series(1, 5000) n; ANALYZE form_submission");
        fitted = shop.fitted();
        forms = fitted.mapping().tables().values().stream()
                .filter(table -> table.name().name().equals("form_submission"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void findsRowsByTheIndex() throws Exception {
        String sql = "SELECT t.email FROM " + fitted.dialect().named(forms.name(), fitted.keyColumns(forms));

        assertThat(plan(sql)).contains("Index Scan using form_submission_pkey").doesNotContain("Seq Scan");
    }

    @Test
    void deletesRowsByTheIndex() throws Exception {
        String sql = fitted.dialect().delete(forms.name(), fitted.keyColumns(forms));

        assertThat(plan(sql)).contains("Index Scan using form_submission_pkey").doesNotContain("Seq Scan");
    }

    @Test
    void writesOverRowsByTheIndex() throws Exception {
        String sql =
                fitted.dialect().update(forms.name(), fitted.keyColumns(forms), Map.of("message", "''"), List.of());

        assertThat(plan(sql)).contains("Index Scan using form_submission_pkey").doesNotContain("Seq Scan");
    }

    private String plan(String sql) throws Exception {
        try (Connection connection = shop.connect();
                PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
            explain.setString(1, fitted.dialect().rowsParameter(List.of("{\"id\": 7}", "{\"id\": 9}")));
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines = explain.executeQuery()) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }
}
