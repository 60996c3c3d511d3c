package nl.privacyloket.notification.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.privacyloket.notification.bounce.BounceStatus.Recipient;
import nl.privacyloket.notification.fixture.Reports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportReaderTest {
    private static final String ID = "9ed0fff1-75c0-4d47-a1c3-60a307729094";
    private static final String MESSAGE_ID = "<" + ID + ".2@mail.example.org>";
    private static final String SASKIA = "saskia.voorbeeld@example.org";

    private final ReportReader reader = new ReportReader(new ReturnPaths(Optional.of("bounces@mail.example.org")));

    private Optional<DeliveryReport> read(String mail) throws UnreadableMailException {
        return reader.read(Reports.bytes(mail));
    }

    static Stream<Arguments> reports() {
        return Stream.of(
                Arguments.of(Reports.postfix(MESSAGE_ID, SASKIA, "failed", "5.1.1"), ID + ".2"),
                Arguments.of(Reports.exchange(MESSAGE_ID, SASKIA, "5.1.1"), ID + ".2"),
                Arguments.of(Reports.withEnvelopeId(ID + ".2", SASKIA, "5.1.1"), ID + ".2"),
                Arguments.of(Reports.to("bounces+" + ID + ".2@mail.example.org", SASKIA, "5.1.1"), ID + ".2"),
                Arguments.of(Reports.to("<BOUNCES+" + ID + "@MAIL.example.org>", SASKIA, "5.1.1"), ID));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void findsTheMailAndWhatBecameOfIt(String mail, String id) throws Exception {
        DeliveryReport report = read(mail).orElseThrow();

        assertThat(report.ids()).containsExactly(id);
        assertThat(report.failed().orElseThrow().code()).isEqualTo("5.1.1");
        assertThat(report.failed().orElseThrow().reason()).isEqualTo("bounced-5-1-1");
        assertThat(report.failed().orElseThrow().recipients()).containsExactly(new Recipient(SASKIA, "5.1.1"));
    }

    @ParameterizedTest
    @CsvSource({"delayed, 4.4.1", "delivered, 2.0.0", "relayed, 2.0.0", "expanded, 2.0.0"})
    void whatIsNotTheEndIsNoFailure(String action, String status) throws Exception {
        DeliveryReport report =
                read(Reports.postfix(MESSAGE_ID, SASKIA, action, status)).orElseThrow();

        assertThat(report.failed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4.4.7, 4.4.7", "5.1.10, 5.1.10", "2.0.0, 5.0.0", "rubbish, 5.0.0", "5.1.1 (user unknown), 5.1.1"})
    void aStatusIsACodeOrUnspecified(String said, String code) throws Exception {
        DeliveryReport report =
                read(Reports.postfix(MESSAGE_ID, SASKIA, "Failed", said)).orElseThrow();

        assertThat(report.failed().orElseThrow().code()).isEqualTo(code);
    }

    @Test
    void theAnswerOfSomebodyWhoIsAwayIsNoReport() throws Exception {
        assertThat(read(Reports.absence())).isEmpty();
    }

    @Test
    void aReadReceiptIsNoReportAboutDelivery() throws Exception {
        String receipt = Reports.postfix(MESSAGE_ID, SASKIA, "failed", "5.1.1")
                .replace("report-type=delivery-status", "report-type=disposition-notification");

        assertThat(read(receipt)).isEmpty();
    }

    @Test
    void aReportWithoutItsMachineReadablePartSaysNothing() throws Exception {
        String empty =
                Reports.postfix(MESSAGE_ID, SASKIA, "failed", "5.1.1").replace("message/delivery-status", "text/plain");

        assertThat(read(empty)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a b@mail.example.org>", "<'; drop table message; --@x>", "no brackets", "<>"})
    void anIdThatIsNoneIsNotTaken(String messageId) throws Exception {
        DeliveryReport report =
                read(Reports.postfix(messageId, SASKIA, "failed", "5.1.1")).orElseThrow();

        assertThat(report.ids()).isEmpty();
    }

    @Test
    void anAddressOfAnotherDomainIsNoReturnPathOfOurs() throws Exception {
        DeliveryReport report = read(Reports.to("bounces+" + ID + "@elsewhere.example.org", SASKIA, "5.1.1"))
                .orElseThrow();

        assertThat(report.ids()).isEmpty();
    }

    @Test
    void ofSeveralRecipientsThoseThatFailedCount() throws Exception {
        String two = Reports.withEnvelopeId(ID, SASKIA, "5.2.1")
                .replace(
                        "Final-Recipient: rfc822; " + SASKIA,
                        "Final-Recipient: rfc822; harm.proef@example.org\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\n"
                                + "Final-Recipient: rfc822; " + SASKIA);

        BounceStatus status = read(two).orElseThrow().failed().orElseThrow();

        assertThat(status.code()).isEqualTo("5.2.1");
        assertThat(status.recipients()).containsExactly(new Recipient(SASKIA, "5.2.1"));
    }

    @Test
    void eachRecipientHasTheStatusOfItsOwnBlock() throws Exception {
        String two = Reports.withEnvelopeId(ID, SASKIA, "4.2.2")
                .replace(
                        "Final-Recipient: rfc822; " + SASKIA,
                        "Final-Recipient: rfc822; harm.proef@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
                                + "Final-Recipient: rfc822; " + SASKIA);

        BounceStatus status = read(two).orElseThrow().failed().orElseThrow();

        assertThat(status.recipients())
                .containsExactly(new Recipient("harm.proef@example.org", "5.1.1"), new Recipient(SASKIA, "4.2.2"));
        assertThat(status.condemning(SASKIA, address -> address)).isEmpty();
    }

    @Test
    void whoPassedTheMailOnIsNotWhoRefusedIt() throws Exception {
        String report = Reports.forwarded(MESSAGE_ID, SASKIA, "forwarded@example.net", "failed", "5.1.1");

        BounceStatus status = read(report).orElseThrow().failed().orElseThrow();

        assertThat(status.recipients()).containsExactly(new Recipient("forwarded@example.net", "5.1.1"));
    }

    @Test
    void theOriginalRecipientCountsWhereNoOtherIsNamed() throws Exception {
        String report = Reports.postfix(MESSAGE_ID, SASKIA, "failed", "5.1.1")
                .replace("Final-Recipient: rfc822; " + SASKIA, "X-Final: none");

        BounceStatus status = read(report).orElseThrow().failed().orElseThrow();

        assertThat(status.recipients()).containsExactly(new Recipient(SASKIA, "5.1.1"));
    }

    @Test
    void aPartThatClaimsWhatItIsNotIsUnreadableAndNotQuoted() {
        String broken = Reports.exchange(MESSAGE_ID, SASKIA, "5.1.1")
                .replace(
                        "Content-Type: text/rfc822-headers",
                        "Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: x-uuencode");

        assertThatThrownBy(() -> read(broken))
                .isInstanceOf(UnreadableMailException.class)
                .hasMessageStartingWith("not a mail: ")
                .hasNoCause()
                .message()
                .doesNotContain("saskia");
    }

    @Test
    void aHostileReportCostsNoTime() throws Exception {
        String endless = ">".repeat(100_000) + "\r\n x";
        String mail = Reports.withEnvelopeId(ID, "<".repeat(50_000) + SASKIA, "5.1.1")
                .replace("To: bounces@mail.example.org", "To: " + endless + "\r\nX-Original-To: " + endless);

        DeliveryReport report =
                assertTimeout(Duration.ofSeconds(2), () -> read(mail).orElseThrow());

        assertThat(report.ids()).containsExactly(ID);
        assertThat(report.failed().orElseThrow().recipients()).isEmpty();
    }

    @Test
    void nothingOfTheReportIsShownWhenItIsLogged() throws Exception {
        assertThat(read(Reports.postfix(MESSAGE_ID, SASKIA, "failed", "5.1.1"))
                        .orElseThrow()
                        .toString())
                .contains("5.1.1")
                .doesNotContain("saskia");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
    void aBadAddressIsCondemned(String code) {
        BounceStatus status = new BounceStatus(code, List.of(new Recipient(SASKIA, code)));

        assertThat(status.condemning("hash of " + SASKIA, address -> "hash of " + address))
                .contains(code);
    }

    @ParameterizedTest
    @CsvSource({
        "5.2.2, saskia.voorbeeld@example.org",
        "4.4.7, saskia.voorbeeld@example.org",
        "5.1.1, forwarded@example.net"
    })
    void aFullMailboxOrAnotherAddressIsNot(String code, String recipient) {
        BounceStatus status = new BounceStatus(code, List.of(new Recipient(recipient, code)));

        assertThat(status.condemning("hash of " + SASKIA, address -> "hash of " + address))
                .isEmpty();
    }
}
