package nl.privacyloket.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import nl.privacyloket.audit.verify.fixture.PlayedLog;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.tlog.CheckpointSigner;
import nl.privacyloket.tlog.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program on files: what it says and how it exits. */
class VerifyCommandTest {
    private final PlayedLog log = PlayedLog.of("request-service", 10, 4);

    @TempDir
    Path folder;

    private String said;
    private String complained;

    @Test
    void an_archive_is_complete_and_unaltered() throws IOException {
        Path archive = archive("2026-11-22.ndjson", log.records());

        assertThat(verify("--file", archive, "--key", log.key())).isZero();
        assertThat(said).isEqualTo("""
                request-service: complete and unaltered up to entry 9 at 2026-11-22T12:00:12Z
                Verdict: complete and unaltered.
                """);
    }

    @Test
    void an_error_of_the_jvm_accuses_nobody() throws IOException {
        Path archive = archive("2026-11-22.ndjson", log.records());
        StringWriter err = new StringWriter();

        int code = AuditVerifier.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                new OutOfMemory(),
                "verify",
                "--file",
                archive.toString(),
                "--key",
                log.key());

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("Cannot be judged: java.lang.OutOfMemoryError: Java heap space");
    }

    @Test
    void an_export_with_the_note_of_a_checkpoint_beside_it_is_complete_and_unaltered() throws IOException {
        Path export = archive("export.ndjson", entries());
        Path note = Files.writeString(folder.resolve("checkpoint.txt"), log.lastNote());
        Path keys = Files.writeString(folder.resolve("keys.txt"), "# of the service\n" + log.key() + "\n");

        assertThat(verify("--file", export, "--file", note, "--key", keys)).isZero();
        assertThat(verify("--file", export, "--checkpoint", note, "--key", keys))
                .isZero();
        assertThat(verify("--file", export, "--key", keys)).isEqualTo(2);
        assertThat(said).contains("request-service: cannot be judged: no checkpoint covers its 10 entries");
    }

    @Test
    void a_folder_is_read_by_the_names_of_its_files_and_may_be_compressed() throws IOException {
        archive("2026-11-23.ndjson", log.records().subList(7, 13));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(lines(log.records().subList(0, 7)));
        }
        Files.write(folder.resolve("2026-11-22.ndjson.gz"), packed.toByteArray());

        assertThat(verify("--file", folder, "--key", log.key())).isZero();
    }

    @Test
    void places_that_are_withheld_are_verified_by_their_hashes() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Delivered entry : entries()) {
            int index = lines.size();
            lines.add(
                    index % 3 == 0
                            ? "{\"index\":" + index + ",\"leafHash\":\"" + Hash.ofLeaf(entry.value()) + "\"}"
                            : new String(entry.value(), UTF_8));
        }
        Path export = Files.write(folder.resolve("export.ndjson"), lines);
        Path note = Files.writeString(folder.resolve("checkpoint.txt"), log.lastNote());

        assertThat(verify("--file", export, "--file", note, "--key", log.key()))
                .as("nobody said that something may be withheld")
                .isEqualTo(1);
        assertThat(said)
                .contains(
                        "TAMPERED: entry 0 was altered: at line 1 of export.ndjson only its hash stands in place of its"
                                + " content");
        assertThat(verify("--withheld", "--file", export, "--file", note, "--key", log.key()))
                .isZero();
        assertThat(said)
                .contains(
                        "up to entry 9 at 2026-11-22T12:00:12Z; of 4 of 10 entries only the hash was shown, their content was"
                                + " not checked");

        Files.write(
                export,
                lines.stream()
                        .map(line -> line.replace("\"index\":3,", "\"index\":4,"))
                        .toList());
        assertThat(verify("--withheld", "--file", export, "--file", note, "--key", log.key()))
                .isEqualTo(1);
        assertThat(said).contains("TAMPERED: entry 3 was altered: its number reads 4");
    }

    @Test
    void a_second_source_tells_which_entry_was_altered() throws IOException {
        List<Delivered> changed = log.records();
        Delivered six = changed.get(6);
        changed.set(
                6,
                Delivered.line(
                        "",
                        1,
                        null,
                        false,
                        new String(six.value(), UTF_8).replace("done", "none").getBytes(UTF_8)));
        Path forged = archive("forged.ndjson", changed);

        assertThat(verify("--file", forged, "--key", log.key())).isEqualTo(1);
        assertThat(said)
                .startsWith("request-service: TAMPERED: one or more of the entries 4 to 7 were altered")
                .contains("which one is told by a second source")
                .endsWith("Verdict: TAMPERED WITH OR INCOMPLETE.\n");
    }

    @Test
    void json_says_the_same_to_programs() throws IOException {
        Path archive = archive("a.ndjson", log.records());
        assertThat(verify("--file", archive, "--key", log.key(), "--json")).isZero();
        JsonNode sound = new ObjectMapper().readTree(said);
        assertThat(sound.path("verdict").asText()).isEqualTo("complete");
        assertThat(sound.at("/logs/0/proven/size").asLong()).isEqualTo(10);
        assertThat(sound.at("/logs/0/proven/rootHash").asText())
                .isEqualTo(log.root().base64());

        List<Delivered> without = log.records();
        without.remove(6);
        archive("a.ndjson", without);
        assertThat(verify("--file", archive, "--key", log.key(), "--json")).isEqualTo(1);
        JsonNode tampered = new ObjectMapper().readTree(said);
        assertThat(tampered.path("verdict").asText()).isEqualTo("tampered");
        assertThat(tampered.at("/logs/0/findings/0/kind").asText()).isEqualTo("missing");
        assertThat(tampered.at("/logs/0/findings/0/first").asLong()).isEqualTo(5);
    }

    @Test
    void a_log_that_was_cut_off_shows_by_the_age_of_its_checkpoint() throws IOException {
        Path archive = archive("a.ndjson", log.records().subList(0, 10));

        assertThat(verify("--file", archive, "--key", log.key(), "--max-age", "PT2H"))
                .isZero();
        assertThat(verify("--file", archive, "--key", log.key(), "--max-age", "PT30M"))
                .isEqualTo(1);
        assertThat(said)
                .contains("TAMPERED: the newest checkpoint is of 2026-11-22T12:00:09Z, and one after"
                        + " 2026-11-22T12:30:00Z was asked for: the log was cut off, or its service stands still");
    }

    @Test
    void an_empty_file_is_an_empty_log() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.ndjson"));

        assertThat(verify("--file", empty, "--key", log.key())).isEqualTo(2);
        assertThat(said).contains("request-service: cannot be judged: there is no entry and no checkpoint");
        Path note = Files.writeString(folder.resolve("checkpoint.txt"), log.lastNote());
        assertThat(verify("--file", empty, "--checkpoint", note, "--key", log.key()))
                .isEqualTo(1);
        assertThat(said).contains("TAMPERED: entries 0 to 9 are missing");
    }

    @Test
    void an_archive_whose_oldest_files_were_deleted_is_verified_from_the_state_on() throws IOException {
        Path state = folder.resolve("state.json");
        assertThat(verify("--file", archive("a.ndjson", log.records()), "--key", log.key(), "--state", state))
                .isZero();
        log.grow(4, 2);
        Path cut = archive("a.ndjson", log.records().subList(6, 19));

        assertThat(verify("--file", cut, "--key", log.key())).isEqualTo(1);
        assertThat(verify("--file", cut, "--key", log.key(), "--state", state)).isZero();
        assertThat(said).contains("up to entry 13", "note: its entries before 5 are not here");
    }

    @Test
    void garbage_is_no_log() throws IOException {
        Path garbage = Files.write(folder.resolve("garbage.ndjson"), new byte[100_000]);
        Path text = Files.writeString(folder.resolve("text.ndjson"), "Dear Sir,\nno.\n");

        for (Path file : List.of(garbage, text)) {
            assertThat(verify("--file", file, "--key", log.key())).isEqualTo(2);
            assertThat(complained)
                    .isEqualTo("Cannot be judged: No line of " + file + " is an entry or a checkpoint.\n");
        }
    }

    @Test
    void garbage_in_a_log_is_named() throws IOException {
        List<Delivered> records = log.records();
        records.set(0, Delivered.line("", 1, null, false, "\u0000\u0001{}".getBytes(UTF_8)));

        assertThat(verify("--file", archive("a.ndjson", records), "--key", log.key()))
                .isEqualTo(1);
        assertThat(said).contains("TAMPERED: entry 0 was altered: at line 1 of a.ndjson, it is no JSON");
    }

    @Test
    void a_line_of_any_length_is_passed_over_in_little_memory() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(lines(log.records().subList(0, 6)));
        byte[] huge = new byte[20_000_000];
        Arrays.fill(huge, (byte) 'x');
        all.writeBytes(huge);
        all.write('\n');
        all.writeBytes(lines(log.records().subList(7, 13)));
        Path file = Files.write(folder.resolve("a.ndjson"), all.toByteArray());

        assertThat(verify("--file", file, "--key", log.key())).isEqualTo(1);
        assertThat(said)
                .contains(
                        "TAMPERED: entry 5 was altered: at line 7 of a.ndjson, it has no content, or more than a record"
                                + " can hold");
    }

    @Test
    void what_is_given_wrongly_is_said() throws IOException {
        Path archive = archive("a.ndjson", log.records());
        Path forged =
                Files.writeString(folder.resolve("forged.txt"), log.lastNote().replace("\n10\n", "\n9\n"));
        Path other = Files.writeString(
                folder.resolve("other.txt"), PlayedLog.of("other", 1, 1).lastNote());

        assertThat(verify("--file", folder.resolve("nowhere"), "--key", log.key()))
                .isEqualTo(2);
        assertThat(complained).contains("nowhere cannot be read");
        assertThat(verify("--file", archive, "--key", "what+is+this")).isEqualTo(2);
        assertThat(complained).contains("is no file and no key");
        assertThat(verify("--file", archive)).isEqualTo(2);
        assertThat(complained).contains("--key");
        assertThat(verify("--key", log.key())).isEqualTo(2);
        assertThat(complained).contains("What is to be verified?");
        assertThat(verify("--file", archive, "--key", log.key(), "--checkpoint", forged))
                .isEqualTo(2);
        assertThat(complained).contains("cannot be used: the signature of privacyloket/request-service is false");
        assertThat(verify("--file", archive, "--key", log.key(), "--checkpoint", other))
                .isEqualTo(2);
        assertThat(complained).contains("no trusted key signed the checkpoint of privacyloket/other");
    }

    @Test
    void a_key_can_be_given_for_a_log_of_another_name() throws IOException {
        PlayedLog renamed = new PlayedLog(
                "request-service", CheckpointSigner.of(CheckpointSigner.newKey("audit.example.nl/loket-1")));
        renamed.grow(5, 5);
        Path archive = archive("a.ndjson", renamed.records());

        assertThat(verify("--file", archive, "--key", "request-service=" + renamed.key()))
                .isZero();
        assertThat(verify("--file", archive, "--key", renamed.key())).isEqualTo(2);
    }

    private List<Delivered> entries() {
        return log.records().stream()
                .filter(record -> !new String(record.value(), UTF_8).contains("\"note\""))
                .toList();
    }

    private Path archive(String name, List<Delivered> records) throws IOException {
        return Files.write(folder.resolve(name), lines(records));
    }

    private static byte[] lines(List<Delivered> records) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Delivered record : records) {
            all.writeBytes(record.value());
            all.write('\n');
        }
        return all.toByteArray();
    }

    private int verify(Object... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = IntStream.range(0, options.length + 1)
                .mapToObj(i -> i == 0 ? "verify" : options[i - 1].toString())
                .toArray(String[]::new);
        Clock clock = Clock.fixed(PlayedLog.BEGIN.plus(Duration.ofHours(1)), ZoneOffset.UTC);
        int code = AuditVerifier.run(new PrintWriter(out, true), new PrintWriter(err, true), clock, arguments);
        said = out.toString();
        complained = err.toString();
        return code;
    }

    private static final class OutOfMemory extends Clock {
        @Override
        public Instant instant() {
            throw new OutOfMemoryError("Java heap space");
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
