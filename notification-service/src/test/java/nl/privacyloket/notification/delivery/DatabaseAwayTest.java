package nl.privacyloket.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.messaging.transaction.Work;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.fixture.UnrulySmtpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows when the database fails for longer than a lease. */
class DatabaseAwayTest {
    private final PostRoom room = new PostRoom().withPolicy();
    private final UnrulySmtpServer server = UnrulySmtpServer.start();
    private final MailTransport transport = room.relays(server.port()).transport();
    private final MailTransport another = room.relays(server.port()).transport();
    private final Postman other = room.postman(another);

    @BeforeEach
    void someoneIsToConfirm() {
        room.queue(room.request(Requests.saskia()), new Occasion.Confirmation());
    }

    @AfterEach
    void stop() {
        transport.close();
        another.close();
        server.close();
    }

    private static SQLTransientConnectionException away() {
        return new SQLTransientConnectionException("the database is away");
    }

    private static final class Away implements Transactions {
        @Override
        public <T> T inTransaction(Work<T> work) throws Exception {
            throw away();
        }
    }

    /** Fails when the mail was sent, for a lease; when it is back, the other is first. */
    private final class Interrupted implements Transactions {
        private int begun;

        @Override
        public <T> T inTransaction(Work<T> work) throws Exception {
            begun++;
            switch (begun) {
                case 1, 2 -> {} // to claim, and to write
                case 3 -> throw away();
                case 4 -> {
                    room.clock.pass(PostRoom.LEASE.plusSeconds(1));
                    throw away();
                }
                case 5 -> other.deliverDue();
                default -> throw new AssertionError("recorded already");
            }
            return room.transactional(work);
        }
    }

    @Test
    void whatALivingSenderStillHasToRecordIsNotSentByAnother() throws Exception {
        room.postman(transport, new Interrupted()).deliverDue();

        other.deliverDue();

        assertThat(server.taken()).hasSize(1);
        assertThat(room.messages()).containsExactly("confirmation sent 1 null");
        assertThat(room.counts.takenOver()).isZero();
    }

    @Test
    void aWholeLeaseWithoutAFailureLaterTheDeadAreFollowed() throws Exception {
        room.claim(1);
        room.clock.pass(PostRoom.LEASE);
        Postman unlucky = room.postman(transport, new Away());
        assertThatThrownBy(unlucky::deliverDue).isInstanceOf(SQLTransientConnectionException.class);
        room.clock.pass(PostRoom.LEASE.minusSeconds(1));
        int tooEarly = other.deliverDue();
        room.clock.pass(Duration.ofSeconds(1));

        other.deliverDue();

        assertThat(tooEarly).isZero();
        assertThat(room.messages()).containsExactly("confirmation sent 2 null");
    }

    @Test
    void whatIsNewIsSentMeanwhile() throws Exception {
        Postman unlucky = room.postman(transport, new Away());
        assertThatThrownBy(unlucky::deliverDue).isInstanceOf(SQLTransientConnectionException.class);

        other.deliverDue();

        assertThat(room.messages()).containsExactly("confirmation sent 1 null");
    }

    @Test
    void aClockThatIsSetBackCostsNoMoreThanALease() {
        TakeOver takeOver = new TakeOver(PostRoom.LEASE, room.clock);
        takeOver.transactionFailed();
        room.clock.pass(Duration.ofHours(-5));
        boolean before = takeOver.isAllowed();

        room.clock.pass(PostRoom.LEASE);

        assertThat(before).isFalse();
        assertThat(takeOver.isAllowed()).isTrue();
    }
}
