package nl.privacyloket.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.fixture.UnrulySmtpServer;
import nl.privacyloket.notification.fixture.UnrulySmtpServer.Whim;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a mail is tried that no server takes and none refuses. */
class GivenUpTest {
    private static final String FAILED = "nl.privacyloket.notification.failed.v1";

    private final PostRoom room = new PostRoom().withPolicy();
    private final UnrulySmtpServer server = UnrulySmtpServer.start();
    private final MailTransport transport = room.relays(server.port()).transport();
    private final Postman postman = room.postman(transport);

    @BeforeEach
    void someoneIsToConfirm() {
        room.queue(room.request(Requests.saskia()), new Occasion.Confirmation());
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    private void deferred(int times) throws Exception {
        server.will(Collections.nCopies(times, Whim.RECIPIENT_LATER).toArray(Whim[]::new));
        for (int time = 0; time < times; time++) {
            postman.deliverDue();
            room.clock.pass(PostRoom.RETRY);
        }
    }

    @Test
    void whatStillFailsAfterFiveDaysAndTenTriesIsGivenUp() throws Exception {
        deferred(9);
        room.clock.pass(PostRoom.GIVE_UP_AFTER);
        server.will(Whim.RECIPIENT_LATER);

        postman.deliverDue();

        assertThat(room.messages()).containsExactly("confirmation failed 10 given-up-smtp-451-4.7.1");
        assertThat(room.events()).containsExactly(FAILED + " confirmation given-up-smtp-451-4.7.1");
    }

    @Test
    void tenTriesInLessThanFiveDaysAreNotEnough() throws Exception {
        deferred(10);

        assertThat(room.messages()).containsExactly("confirmation queued 10 smtp-451-4.7.1");
    }

    @Test
    void whatWaitedForSomethingElseForFiveDaysHasItsTries() throws Exception {
        room.clock.pass(PostRoom.GIVE_UP_AFTER.plusSeconds(1));

        deferred(9);

        assertThat(room.messages()).containsExactly("confirmation queued 9 smtp-451-4.7.1");
    }

    @Test
    void aServerThatIsAwayIsWaitedForHoweverLong() throws Exception {
        deferred(9);
        room.clock.pass(PostRoom.GIVE_UP_AFTER);
        server.will(Whim.BUSY_AT_MAIL, Whim.BUSY_AT_MAIL);

        postman.deliverDue();

        assertThat(room.messages()).containsExactly("confirmation queued 10 smtp-421");
    }
}
