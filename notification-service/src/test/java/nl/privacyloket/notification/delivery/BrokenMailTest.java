package nl.privacyloket.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.fixture.UnrulySmtpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong in this process with one mail. */
class BrokenMailTest {
    private final PostRoom room = new PostRoom().withPolicy();
    private final UnrulySmtpServer server = UnrulySmtpServer.start();
    private final MailTransport transport = room.relays(server.port()).transport();

    @BeforeEach
    void someoneIsToConfirm() {
        room.queue(room.request(Requests.saskia()), new Occasion.Confirmation());
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorOnOneMailEndsItsConnectionAndNothingElse(Error error) throws Exception {
        room.queue(room.request(Requests.at("harm.proef@example.org")), new Occasion.Confirmation());
        AtomicInteger closed = new AtomicInteger();
        AtomicInteger mails = new AtomicInteger();
        Postman shaken = room.postman(new MailTransport() {
            @Override
            public SendResult send(OutgoingMail mail) {
                if (mails.getAndIncrement() == 0) {
                    throw error;
                }
                return transport.send(mail);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        });

        shaken.deliverDue();

        assertThat(closed).hasValue(1);
        assertThat(room.messages())
                .containsExactlyInAnyOrder("confirmation queued 1 smtp-broken-off", "confirmation sent 1 null");
    }

    static Stream<Error> errors() {
        return Stream.of(new OutOfMemoryError("a test"), new NoClassDefFoundError("a test"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aLetterThatCannotBeWrittenHoldsUpNoOther(Error error) throws Exception {
        AtomicInteger letters = new AtomicInteger();
        Postman clumsy = room.postman(transport, () -> {
            if (letters.getAndIncrement() == 0) {
                throw error;
            }
        });
        room.queue(room.request(Requests.at("harm.proef@example.org")), new Occasion.Confirmation());

        clumsy.deliverDue();

        assertThat(room.messages())
                .containsExactlyInAnyOrder("confirmation queued 1 not-written", "confirmation sent 1 null");
        assertThat(room.database.rows("select sum(uncertain) from message")).containsExactly("0");
    }
}
