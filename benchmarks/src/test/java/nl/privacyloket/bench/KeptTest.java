package nl.privacyloket.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptTest {
    private final Kept kept = new Kept();
    private final List<String> told = new ArrayList<>();
    private final List<Path> directories = new ArrayList<>();

    private class One implements AutoCloseable {
        @Override
        public void close() {
            told.add("closed " + getClass().getSimpleName());
        }
    }

    private One one() throws Exception {
        return kept.get(One.class, directory -> {
            directories.add(directory);
            Files.writeString(Files.createDirectory(directory.resolve("data")).resolve("file"), "something");
            told.add("started One");
            return new One();
        });
    }

    @Test
    void who_asks_for_the_same_gets_the_same() throws Exception {
        One first = one();

        assertThat(one()).isSameAs(first);
        assertThat(told).containsExactly("started One");
    }

    @Test
    void one_of_another_kind_starts_after_the_last_has_ended_and_its_files_are_gone() throws Exception {
        one();

        kept.get(Another.class, directory -> {
            told.add("started another");
            assertThat(directories).singleElement().satisfies(gone -> assertThat(gone)
                    .doesNotExist());
            return new Another();
        });

        assertThat(told).containsExactly("started One", "closed One", "started another");
    }

    private static final class Another implements AutoCloseable {
        @Override
        public void close() {}
    }

    @Test
    void what_does_not_start_is_not_kept() throws Exception {
        assertThatThrownBy(() -> kept.get(One.class, directory -> {
                    directories.add(directory);
                    throw new IOException("no port is free");
                }))
                .hasMessage("no port is free");

        one();
        kept.close();
        kept.close();

        assertThat(told).containsExactly("started One", "closed One");
        assertThat(directories).hasSize(2).noneMatch(Files::exists);
    }
}
