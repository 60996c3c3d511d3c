package nl.privacyloket.faults.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FullDiskTest {

    @Test
    void onlyAFullDiskIsOne() {
        assertThat(FullDisk.isDiskFull(new SQLException("No space left on device", "53100")))
                .isTrue();
        assertThat(FullDisk.isDiskFull(new SQLException("connection lost", "08006")))
                .isFalse();
    }
}
