package nl.privacyloket.audit.verify.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.record.Delivered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive that is killed, resumed and given an older note of how far it is. */
class DayFilesTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void a_killed_run_is_gone_on_with_and_no_line_is_lost_or_doubled() throws Exception {
        try (DayFiles files = new DayFiles(folder, CLOCK)) {
            files.add(record(0), NOON);
            files.keep();
            files.add(record(1), NOON);
        }

        try (DayFiles files = new DayFiles(folder, CLOCK)) {
            assertThat(files.next(0)).isEqualTo(1);
            files.add(record(1), NOON);
            files.add(record(2), NOON);
            files.keep();
        }

        assertThat(Files.readString(folder.resolve("2026-11-22.ndjson"))).isEqualTo("{0}\n{1}\n{2}\n");
    }

    @Test
    void a_line_that_was_cut_in_the_middle_is_set_aside_and_written_again() throws Exception {
        Path file = folder.resolve("2026-11-22.ndjson");
        try (DayFiles files = new DayFiles(folder, CLOCK)) {
            files.add(record(0), NOON);
            files.keep();
        }
        Files.writeString(file, "{1}\n{", StandardOpenOption.APPEND);

        try (DayFiles files = new DayFiles(folder, CLOCK)) {
            assertThat(files.next(0)).isEqualTo(1);
            files.add(record(1), NOON);
            files.keep();
        }

        assertThat(Files.readString(file)).isEqualTo("{0}\n{1}\n");
        assertThat(Files.readString(folder.resolve("2026-11-22.ndjson.aside-1")))
                .isEqualTo("{1}\n{");
    }

    @Test
    void a_first_run_that_is_killed_before_it_kept_anything_is_gone_on_with() throws Exception {
        new DayFiles(folder, CLOCK).close();
        Files.writeString(folder.resolve("2026-11-22.ndjson"), "{0}\n{");

        try (DayFiles files = new DayFiles(folder, CLOCK)) {
            assertThat(files.next(0)).isZero();
            files.add(record(0), NOON);
            files.keep();
        }

        assertThat(Files.readString(folder.resolve("2026-11-22.ndjson"))).isEqualTo("{0}\n");
        assertThat(Files.readString(folder.resolve("2026-11-22.ndjson.aside-1")))
                .isEqualTo("{0}\n{");
    }

    @Test
    void files_of_days_that_no_archiver_wrote_are_not_touched() throws Exception {
        Files.writeString(folder.resolve("2026-11-22.ndjson"), "{0}\n");

        assertThatThrownBy(() -> new DayFiles(folder, CLOCK))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("but not archive.json");
    }

    @Test
    void an_older_note_deletes_nothing() throws Exception {
        Path note = folder.resolve("archive.json");
        String older;
        try (DayFiles files = new DayFiles(folder, CLOCK)) {
            files.add(record(0), NOON);
            files.keep();
            older = Files.readString(note);
            files.add(record(1), NOON);
            files.add(record(2), NOON.plusSeconds(86_400));
            files.keep();
        }
        Files.writeString(note, older);

        new DayFiles(folder, CLOCK).close();

        assertThat(Files.readString(folder.resolve("2026-11-22.ndjson"))).isEqualTo("{0}\n");
        assertThat(Files.readString(folder.resolve("2026-11-22.ndjson.aside-1")))
                .isEqualTo("{1}\n");
        assertThat(Files.readString(folder.resolve("2026-11-23.ndjson.aside-1")))
                .isEqualTo("{2}\n");
    }

    @Test
    void a_last_day_that_was_moved_is_missed_and_not_begun_anew() throws Exception {
        Path file = folder.resolve("2026-11-22.ndjson");
        try (DayFiles files = new DayFiles(folder, CLOCK)) {
            files.add(record(0), NOON);
            files.keep();
        }
        Files.move(file, folder.resolve("2026-11-22.ndjson.gz"));

        assertThatThrownBy(() -> new DayFiles(folder, CLOCK))
                .isInstanceOf(UnusableInputException.class)
                .hasMessage(file + " is not there, and the archive goes on in it");
        assertThat(file).doesNotExist();
    }

    @Test
    void a_record_of_a_far_day_is_one_of_tomorrow() throws Exception {
        try (DayFiles files = new DayFiles(folder, CLOCK)) {
            files.add(record(0), Instant.parse("9999-01-01T00:00:00Z"));
            files.keep();
        }

        assertThat(Files.readString(folder.resolve("2026-11-23.ndjson"))).isEqualTo("{0}\n");
    }

    @Test
    void two_archivers_do_not_write_to_one_folder() throws Exception {
        try (DayFiles first = new DayFiles(folder, CLOCK)) {
            assertThat(first.next(0)).isZero();
            assertThatThrownBy(() -> new DayFiles(folder, CLOCK))
                    .isInstanceOf(UnusableInputException.class)
                    .hasMessageContaining("Another archiver");
        }
    }

    private static Delivered record(long offset) {
        return Delivered.record(
                new Delivered.Position(0, offset), "log", List.of(), ("{" + offset + "}").getBytes(UTF_8));
    }
}
