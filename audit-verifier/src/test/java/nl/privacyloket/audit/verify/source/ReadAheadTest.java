package nl.privacyloket.audit.verify.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.record.Delivered;
import org.junit.jupiter.api.Test;

/** Reading on one processor what another judges. */
class ReadAheadTest {
    private static final int MANY = 20_000;

    private final AtomicInteger read = new AtomicInteger();
    private final List<Long> judged = new ArrayList<>();

    @Test
    void delivers_all_in_order_in_the_thread_that_asks() throws Exception {
        Thread asking = Thread.currentThread();

        ReadAhead.deliver(this::upToMany, record -> {
            assertThat(Thread.currentThread()).isSameAs(asking);
            judged.add(record.line());
        });

        assertThat(judged).hasSize(MANY).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void what_goes_wrong_comes_behind_what_was_read_before_it() {
        assertThatThrownBy(() -> ReadAhead.deliver(
                        () -> {
                            if (read.get() == 700) {
                                throw new IOException("the disk is gone");
                            }
                            return upToMany();
                        },
                        record -> judged.add(record.line())))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
        assertThat(judged).hasSize(700);
    }

    @Test
    void reads_no_further_when_a_record_is_refused() {
        assertThatThrownBy(() -> ReadAhead.deliver(this::endless, record -> {
                    throw new UnusableInputException("no more of this");
                }))
                .isInstanceOf(UnusableInputException.class)
                .hasMessage("no more of this");
        int then = read.get();

        assertThat(then).as("no more than what may wait").isLessThan(MANY);
        assertThat(read.get()).isEqualTo(then);
    }

    private Delivered upToMany() {
        return read.get() == MANY ? null : endless();
    }

    private Delivered endless() {
        return Delivered.line("file", read.incrementAndGet(), "log", false, "{}".getBytes(UTF_8));
    }
}
