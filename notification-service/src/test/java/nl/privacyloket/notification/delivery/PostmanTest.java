package nl.privacyloket.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.fixture.UnrulySmtpServer;
import nl.privacyloket.notification.fixture.UnrulySmtpServer.Whim;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostmanTest {
    private static final String SENT = "nl.privacyloket.notification.sent.v1";
    private static final String FAILED = "nl.privacyloket.notification.failed.v1";

    private final PostRoom room = new PostRoom().withPolicy();
    private final UnrulySmtpServer server = UnrulySmtpServer.start();
    private final MailTransport transport = room.relays(server.port()).transport();
    private final Postman postman = room.postman(transport);
    private UUID request;

    @BeforeEach
    void someoneIsToConfirm() {
        request = room.request(Requests.saskia());
        room.queue(request, new Occasion.Confirmation());
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    private List<String> messageIds() {
        return server.taken().stream()
                .flatMap(mail -> mail.lines().filter(line -> line.startsWith("Message-ID:")))
                .toList();
    }

    @Test
    void sendsWhatIsDueAndTellsSo() throws Exception {
        postman.deliverDue();

        assertThat(server.taken()).hasSize(1);
        assertThat(room.messages()).containsExactly("confirmation sent 1 null");
        assertThat(room.events()).containsExactly(SENT + " confirmation null");
        assertThat(room.audit())
                .containsExactly(
                        "system:notification-service message.queued message confirmation",
                        "system:notification-service message.sent message done");
    }

    @Test
    void aFactThatIsToldTwiceLeadsToOneMail() throws Exception {
        postman.deliverDue();
        room.queue(request, new Occasion.Confirmation());

        postman.deliverDue();

        assertThat(server.taken()).hasSize(1);
        assertThat(room.events()).hasSize(1);
    }

    @Test
    void whatTheServerCannotTakeNowGoesLater() throws Exception {
        server.will(Whim.RECIPIENT_LATER);
        postman.deliverDue();
        List<String> deferred = room.messages();
        int tooEarly = postman.deliverDue();
        room.clock.pass(PostRoom.RETRY);

        postman.deliverDue();

        assertThat(deferred).containsExactly("confirmation queued 1 smtp-451-4.7.1");
        assertThat(tooEarly).isZero();
        assertThat(room.messages()).containsExactly("confirmation sent 2 null");
        assertThat(room.events()).containsExactly(SENT + " confirmation null");
    }

    @Test
    void whatTheServerRefusesFailsAndTellsSo() throws Exception {
        server.will(Whim.REFUSE_RECIPIENT);

        postman.deliverDue();

        assertThat(room.messages()).containsExactly("confirmation failed 1 smtp-550-5.1.1");
        assertThat(room.events()).containsExactly(FAILED + " confirmation smtp-550-5.1.1");
        assertThat(room.audit()).contains("system:notification-service message.failed message smtp-550-5.1.1");
    }

    @Test
    void aRefusedMailHoldsUpNoOtherOfTheBatch() throws Exception {
        room.queue(room.request(Requests.at("harm.proef@example.org")), new Occasion.Confirmation());
        server.will(Whim.REFUSE_RECIPIENT);

        postman.deliverDue();

        assertThat(room.messages()).containsExactly("confirmation failed 1 smtp-550-5.1.1", "confirmation sent 1 null");
    }

    @Test
    void aConnectionThatIsLostWithTheMailTakenSendsItAgainUnderTheSameId() throws Exception {
        server.will(Whim.TAKE_AND_DROP);
        postman.deliverDue();
        room.clock.pass(PostRoom.RETRY);

        postman.deliverDue();

        assertThat(messageIds()).hasSize(2);
        assertThat(messageIds().get(0)).isEqualTo(messageIds().get(1));
        assertThat(room.events()).containsExactly(SENT + " confirmation null");
        assertThat(room.counts.unknown()).isEqualTo(1);
    }

    @Test
    void aServerThatNeverAnswersIsNotWaitedForForever() throws Exception {
        server.will(Whim.TAKE_AND_HANG);

        postman.deliverDue();

        assertThat(room.messages()).containsExactly("confirmation queued 1 smtp-too-slow");
        assertThat(room.counts.unknown()).isEqualTo(1);
    }

    @Test
    void aConnectionThatBreaksInTheMailLosesNothing() throws Exception {
        server.will(Whim.DROP_IN_DATA);
        postman.deliverDue();
        room.clock.pass(PostRoom.RETRY);

        postman.deliverDue();

        assertThat(server.taken()).hasSize(1);
        assertThat(room.messages()).containsExactly("confirmation sent 2 null");
    }

    @Test
    void aServerThatIsAwayIsLeftAloneAndTheRestOfTheBatchIsGivenBack() throws Exception {
        room.queue(room.request(Requests.saskia()), new Occasion.Confirmation());
        server.will(Whim.BUSY_AT_GREETING);
        postman.deliverDue();
        List<String> meanwhile = room.messages();
        int leftAlone = postman.deliverDue();
        room.clock.pass(PostRoom.SERVER_RETRY);
        postman.deliverDue();
        List<String> theOtherFirst = room.messages();
        room.clock.pass(PostRoom.SERVER_RETRY);

        postman.deliverDue();

        assertThat(meanwhile).containsExactly("confirmation queued 1 smtp-unreachable", "confirmation queued 0 null");
        assertThat(leftAlone).isZero();
        assertThat(theOtherFirst).containsExactly("confirmation queued 1 smtp-unreachable", "confirmation sent 1 null");
        assertThat(room.messages()).containsExactly("confirmation sent 2 null", "confirmation sent 1 null");
    }

    @Test
    void aWorkerThatDiedLeavesItsMessageToTheNext() throws Exception {
        room.claim(10);
        int whileLeased = postman.deliverDue();
        room.clock.pass(PostRoom.LEASE);

        postman.deliverDue();

        assertThat(whileLeased).isZero();
        assertThat(server.taken()).hasSize(1);
        assertThat(room.messages()).containsExactly("confirmation sent 2 null");
        assertThat(room.counts.takenOver()).isEqualTo(1);
    }

    @Test
    void aWorkerThatDiedBetweenSendingAndRecordingIsFollowedByTheSameMail() throws Exception {
        Postman killed = room.postman(new MailTransport() {
            @Override
            public SendResult send(OutgoingMail mail) {
                transport.send(mail);
                throw Killed.now();
            }

            @Override
            public void close() {
                transport.close();
            }
        });
        try {
            killed.deliverDue();
        } catch (Exception e) {
            assertThat(e).isInstanceOf(Killed.class);
            room.clock.pass(PostRoom.LEASE);
        }

        postman.deliverDue();

        assertThat(messageIds()).hasSize(2);
        assertThat(messageIds().get(0)).isEqualTo(messageIds().get(1));
        assertThat(room.events()).containsExactly(SENT + " confirmation null");
        assertThat(room.counts.takenOver()).isEqualTo(1);
    }

    /** Nothing after it runs, as when the process is killed; so it is none of what senders outlive. */
    private static final class Killed extends Exception {
        private static final long serialVersionUID = 1L;

        private static RuntimeException now() {
            return Killed.<RuntimeException>as(new Killed());
        }

        @SuppressWarnings("unchecked")
        private static <E extends Exception> E as(Exception killed) throws E {
            throw (E) killed;
        }
    }

    @Test
    void aWorkerWhoseLeaseEndedBeforeItSentSendsNothing() throws Exception {
        Postman slow = room.postman(transport, () -> {
            // While it writes the letter, its lease ends and somebody else takes the message.
            room.clock.pass(PostRoom.LEASE);
            room.claim(10);
        });

        slow.deliverDue();

        assertThat(server.taken()).isEmpty();
        assertThat(room.counts.lost()).isEqualTo(1);
        assertThat(room.messages()).containsExactly("confirmation sending 2 null");
    }

    @Test
    void aMailOnWhichTheServerAlwaysBreaksOffHoldsUpNoOther() throws Exception {
        room.queue(room.request(Requests.at("harm.proef@example.org")), new Occasion.Confirmation());
        room.queue(room.request(Requests.at("mila.proef@example.org")), new Occasion.Confirmation());
        server.breaksOffAt("saskia.voorbeeld@example.org");

        for (int round = 0; round < 4; round++) {
            postman.deliverDue();
            room.clock.pass(PostRoom.SERVER_RETRY);
        }

        assertThat(room.messages())
                .containsExactly(
                        "confirmation queued 2 smtp-connection-lost",
                        "confirmation sent 1 null",
                        "confirmation sent 1 null");
    }

    @Test
    void manyThatAreToComeLaterHoldUpNoOther() throws Exception {
        for (int others = 0; others < 20; others++) {
            room.queue(room.request(Requests.at("greylisted" + others + "@example.org")), new Occasion.Confirmation());
        }
        room.clock.pass(Duration.ofSeconds(1));
        room.queue(room.request(Requests.at("harm.proef@example.org")), new Occasion.Confirmation());
        server.defersAllBut("harm.proef@example.org");

        for (int batch = 0; batch < 3; batch++) {
            postman.deliverDue();
        }

        assertThat(server.taken()).hasSize(1);
        assertThat(room.messages()).last().isEqualTo("confirmation sent 1 null");
        assertThat(room.messages())
                .filteredOn(line -> line.endsWith("smtp-451-4.7.1"))
                .hasSize(21);
    }

    @Test
    void anAddressThatIsNoneFailsWithoutTroublingTheServer() throws Exception {
        postman.deliverDue();
        room.queue(
                room.request(Requests.at("saskia@example.org\r\nRCPT TO:<victim@example.org>")),
                new Occasion.Confirmation());

        postman.deliverDue();

        assertThat(server.taken()).hasSize(1);
        assertThat(room.messages())
                .containsExactly("confirmation sent 1 null", "confirmation failed 1 invalid-address");
    }

    @Test
    void aHostileNameArrivesAsAName() throws Exception {
        postman.deliverDue();
        room.queue(room.request(Requests.named("Saskia\r\nBcc: victim")), new Occasion.Confirmation());

        postman.deliverDue();

        String unfolded = server.taken().get(1).split("\n\n")[0].replaceAll("\n[ \t]", " ");
        assertThat(unfolded.lines())
                .contains("To: \"Saskia Bcc: victim\" <saskia.voorbeeld@example.org>")
                .noneMatch(line -> line.startsWith("Bcc"));
    }

    @Test
    void whatAPersonWasToldIsKeptForAsLongAsItCanComeBack() throws Exception {
        room.queue(request, PostRoom.decision());
        postman.deliverDue();

        postman.deliverDue();

        assertThat(room.database.rows(
                        "select kind, occasion is null, content_until - settled_at from message" + " order by place"))
                .containsExactly("confirmation f null", "decision f 5 days");
    }

    @Test
    void whatBringsItsOwnContactGoesWhenItWasSent() throws Exception {
        room.queue(request, new Occasion.Transferred(PostRoom.START, Requests.saskia()));
        postman.deliverDue();

        postman.deliverDue();

        assertThat(room.database.rows("select kind, occasion is null from message order by place"))
                .containsExactly("confirmation f", "transferred t");
    }

    @Test
    void restsUntilTheNextRetry() throws Exception {
        server.will(Whim.RECIPIENT_LATER);
        postman.deliverDue();
        room.clock.pass(PostRoom.RETRY.minusSeconds(1));

        assertThat(postman.idle()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aMessageThatStaffAskForAgainIsANewMail() throws Exception {
        postman.deliverDue();
        UUID message =
                UUID.fromString(room.database.rows("select id from message").get(0));
        room.run(connection ->
                room.register.resend(connection, message, "p-1f2e-pseudonym-abcde", room.clock.instant()));

        postman.deliverDue();

        assertThat(messageIds())
                .containsExactly(
                        "Message-ID: <" + message + "@mail.example.org>",
                        "Message-ID: <" + message + ".1@mail.example.org>");
        assertThat(room.audit()).contains("p-1f2e-pseudonym-abcde message.resend-requested message done");
    }
}
