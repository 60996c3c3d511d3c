package nl.privacyloket.connector.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.catalogue.CatalogueColumn.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mariadb.jdbc.util.log.Loggers;
import org.mariadb.jdbc.util.log.NoLogger;

class MariaServerTest {
    @ParameterizedTest
    @CsvSource({
        "10.6.0-MariaDB-log,",
        "10.11.5-MariaDB,",
        "11.4.5-MariaDB-ubu2404,",
        "12.0.2-MariaDB,",
        "10.5.29-MariaDB, it must be 10.6 or later",
        "5.5.68-MariaDB, it must be 10.6 or later",
        "8.0.36, is a MySQL server (8.0.36)",
        "9.4.0-commercial, is a MySQL server"
    })
    void servesMariaDbFromTenSixOn(String version, String problem) {
        if (problem == null) {
            assertThat(MariaServer.problem(version)).isEmpty();
        } else {
            assertThat(MariaServer.problem(version)).get().asString().contains(problem);
        }
    }

    /** It would write values of rows. */
    @Test
    void theDriverIsSilent() {
        assertThat(MariaSession.properties()).containsEntry("connectionTimeZone", "UTC");

        assertThat(Loggers.getLogger("org.mariadb.jdbc.message.server.ErrorPacket"))
                .isInstanceOf(NoLogger.class);
    }

    /** MariaDB would make something of each of these. */
    @ParameterizedTest
    @CsvSource({
        "bigint(20), 12abc,",
        "bigint(20), 007, 7",
        "bigint(20), 1.5,",
        "bigint(20), 9223372036854775808,",
        "bigint(20) unsigned, 9223372036854775808, 9223372036854775808",
        "tinyint(1), true, 1",
        "bit(1), false, 0",
        "bit(1), 2,",
        "bit(8), 255, 255",
        "double, 1.50, 1.50",
        "double, much,",
        "'decimal(5,2)', 1.5, 1.50",
        "'decimal(5,2)', 1.555,",
        "'decimal(5,2)', 1234.5,",
        "date, 2026-02-30,",
        "date, 2026-2-3,",
        "datetime(3), 2026-02-03 04:05, 2026-02-03 04:05:00.000",
        "timestamp, 2026-07-01T00:30:00, 2026-06-30 22:30:00",
        "timestamp, 2026-07-01T00:30:00Z, 2026-07-01 00:30:00",
        "varchar(3), abcd,",
        "uuid, F47AC10B-58CC-4372-A567-0E02B2C3D479, f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "uuid, f47ac10b,",
        "binary(2), 0aFF, 0AFF",
        "binary(2), 0a0b0c,"
    })
    void aValueIsWrittenAsTheDatabaseWouldOrNotAtAll(String type, String value, String written) {
        CatalogueColumn column = new CatalogueColumn("c", type, Family.OTHER, false, false, "utf8mb4_bin");

        assertThat(MariaType.of(column)
                        .written(value, ZoneId.of("Europe/Amsterdam"))
                        .orElse(null))
                .isEqualTo(written);
    }
}
