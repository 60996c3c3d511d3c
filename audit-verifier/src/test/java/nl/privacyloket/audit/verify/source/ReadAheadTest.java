package nl.privacyloket.audit.verify.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.record.Delivered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reading and making records on some processors what another judges. */
class ReadAheadTest {
    private static final int MANY = 20_000;

    private final AtomicInteger read = new AtomicInteger();
    private final List<Long> judged = new ArrayList<>();

    @Test
    void delivers_all_but_empty_lines_in_order_in_the_thread_that_asks() throws Exception {
        Thread asking = Thread.currentThread();

        ReadAhead.deliver(lines(MANY, null), ReadAheadTest::record, record -> {
            assertThat(Thread.currentThread()).isSameAs(asking);
            assertThat(record.value()).asString(UTF_8).isEqualTo("{" + record.line() + "}");
            judged.add(record.line());
        });

        assertThat(judged)
                .hasSize(MANY)
                .isSorted()
                .doesNotHaveDuplicates()
                .last()
                .isEqualTo(2L * MANY);
    }

    @Test
    void what_goes_wrong_while_reading_comes_behind_what_was_read_before_it() {
        assertThatThrownBy(() -> ReadAhead.deliver(
                        lines(700, new IOException("the disk is gone")),
                        ReadAheadTest::record,
                        record -> judged.add(record.line())))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
        assertThat(judged).hasSize(700);
    }

    @Test
    void a_line_that_is_refused_ends_it_behind_those_before() {
        assertThatThrownBy(() -> ReadAhead.deliver(
                        lines(MANY, null),
                        (number, line) -> {
                            if (number > 1000) {
                                throw new UnusableInputException("more than was asked for");
                            }
                            return record(number, line);
                        },
                        record -> judged.add(record.line())))
                .isInstanceOf(UnusableInputException.class)
                .hasMessage("more than was asked for");
        assertThat(judged).hasSize(500);
    }

    @Test
    void reads_no_further_when_a_record_is_refused() {
        assertThatThrownBy(() -> ReadAhead.deliver(lines(Integer.MAX_VALUE, null), ReadAheadTest::record, record -> {
                    throw new UnusableInputException("no more of this");
                }))
                .isInstanceOf(UnusableInputException.class)
                .hasMessage("no more of this");
        int then = read.get();

        assertThat(then).as("no more than what may wait, and a buffer").isLessThan(10_000);
        assertThat(read.get()).isEqualTo(then);
    }

    @Test
    @Timeout(60)
    void an_error_of_the_jvm_while_reading_comes_behind_what_was_read_before_it() {
        InternalError error = new InternalError("a page of the file could not be read");

        assertThatThrownBy(() -> ReadAhead.deliver(
                        lines(700, error), ReadAheadTest::record, record -> judged.add(record.line())))
                .isSameAs(error);
        assertThat(judged).hasSize(700);
    }

    @Test
    @Timeout(60)
    void an_error_of_the_jvm_while_making_records_comes_behind_those_before() {
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");

        assertThatThrownBy(() -> ReadAhead.deliver(
                        lines(MANY, null),
                        (number, line) -> {
                            if (number > 1000) {
                                throw error;
                            }
                            return record(number, line);
                        },
                        record -> judged.add(record.line())))
                .isSameAs(error);
        assertThat(judged).hasSize(500);
    }

    @Test
    @Timeout(60)
    void a_read_that_waits_does_not_keep_it_from_ending() {
        CountDownLatch closed = new CountDownLatch(1);
        LineReader waits = new LineReader(
                new FilterInputStream(
                        new ByteArrayInputStream("{1}\n".repeat(600).getBytes(UTF_8))) {
                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        int given = super.read(into, offset, length);
                        boolean waiting = given < 0;
                        while (waiting) {
                            try {
                                closed.await();
                                waiting = false;
                            } catch (InterruptedException e) {
                                // As a socket, which heeds only its closing.
                            }
                        }
                        return given;
                    }

                    @Override
                    public void close() {
                        closed.countDown();
                    }
                });

        assertThatThrownBy(() -> ReadAhead.deliver(waits, ReadAheadTest::record, record -> {
                    throw new UnusableInputException("no more of this");
                }))
                .isInstanceOf(UnusableInputException.class)
                .hasMessage("no more of this");
        assertThat(closed.getCount()).isZero();
    }

    @Test
    void an_interrupt_does_not_hide_what_went_wrong_before_it() {
        assertThatThrownBy(() -> ReadAhead.deliver(lines(Integer.MAX_VALUE, null), ReadAheadTest::record, record -> {
                    Thread.currentThread().interrupt();
                    throw new UnusableInputException("no more of this");
                }))
                .isInstanceOf(UnusableInputException.class)
                .hasMessage("no more of this");
        assertThat(Thread.interrupted()).isTrue();
    }

    /** So many lines, the second, fourth and so on; between them are empty ones. Then the end or a failure. */
    private LineReader lines(int many, Throwable failure) {
        return new LineReader(new InputStream() {
            private byte[] line = new byte[0];
            private int at;

            @Override
            public int read() {
                throw new UnsupportedOperationException("lines are read as arrays");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (at == line.length) {
                    if (read.get() == many) {
                        if (failure instanceof Error error) {
                            throw error;
                        }
                        if (failure != null) {
                            throw (IOException) failure;
                        }
                        return -1;
                    }
                    line = ("\n{" + 2L * read.incrementAndGet() + "}\n").getBytes(UTF_8);
                    at = 0;
                }
                int given = Math.min(length, line.length - at);
                System.arraycopy(line, at, into, offset, given);
                at += given;
                return given;
            }
        });
    }

    private static Delivered record(long number, byte[] line) {
        return Delivered.line("file", number, "log", false, line);
    }
}
