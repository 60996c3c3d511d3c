package nl.privacyloket.system;

import static nl.privacyloket.system.MailingList.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.mail.ReceivedMail;
import nl.privacyloket.stack.service.ServiceProcess;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** News and changed statements: who hears of them, who does not any more, and that nobody hears twice. */
class AnnouncementIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration READY = Duration.ofSeconds(60);
    /** Mails that are on their way at once: as many may have gone unrecorded when a service is killed. */
    private static final int CONNECTIONS = 8;

    private final Stack stack = RunningStack.get();

    @ParameterizedTest
    @ValueSource(strings = {"primoforum", "pinkweb", "prifora"})
    @DisplayName("PF-12, PW-11, PR-9: a changed statement is told by mail, in the language of who gets it")
    void aChangedStatementIsToldToAllWhoSubscribed(String organisation) throws IOException {
        MailingList list = new MailingList(stack, organisation);
        String dutch = organisation + ".nel@example.org";
        String english = organisation + ".ned@example.org";
        list.subscribe("nel", dutch, "nl", "");
        list.subscribe("ned", english, "en", "");

        int version = publishWithWords(organisation);

        ReceivedMail mail = list.awaitGot(dutch, "Onze verklaring verandert").get(0);
        assertThat(mail.text()).contains("Vanaf vandaag bewaren wij korter.");
        assertThat(list.awaitGot(english, "Our statement changes")).hasSize(1);
        assertThat(list.got(dutch, "Our statement changes")).isEmpty();
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(Api.anonymous(stack)
                        .get(StackService.REQUEST, "/organisations/" + organisation + "/policies/" + version)
                        .expect(200)
                        .path("version")
                        .asInt())
                .isEqualTo(version);
    }

    private int publishWithWords(String organisation) throws IOException {
        ObjectNode policy = (ObjectNode) JSON.readTree(Api.anonymous(stack)
                .get(StackService.REQUEST, "/organisations/" + organisation + "/policies/current")
                .text());
        policy.remove("version");
        policy.put("validFrom", LocalDate.now(ZoneId.of("Europe/Amsterdam")).toString());
        ObjectNode words = policy.putObject("announcement");
        words.putObject("nl")
                .put("subject", "Onze verklaring verandert")
                .put("text", "Vanaf vandaag bewaren wij korter.");
        words.putObject("en").put("subject", "Our statement changes").put("text", "From today we keep less.");
        return Api.anonymous(stack)
                .as("privacy-officer", organisation)
                .send(
                        StackService.REQUEST,
                        "/organisations/" + organisation + "/policy",
                        "PUT",
                        "application/json",
                        policy.toString())
                .expect(201)
                .path("version")
                .asInt();
    }

    @Test
    @DisplayName(
            "PW-2: news is joined by the account and left by the link in the mail; looking at the link does nothing")
    void whoFollowsTheLinkInTheMailLeaves() {
        MailingList list = new MailingList(stack, "pinkweb");
        list.subscribe("lea", "lea.leaver@example.org", "en", "marketing");
        list.awaitCompleted(list.announce("news", "marketing", "PinkWeb news 1", "A new module.", 50));
        ReceivedMail mail =
                list.awaitGot("lea.leaver@example.org", "PinkWeb news 1").get(0);
        String path = MailingList.unsubscribePath(mail);
        assertThat(mail.header("List-Unsubscribe")).contains(path);

        Answer page = Api.anonymous(stack).get(StackService.NOTIFICATION, path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(list.purposes("lea")).contains("marketing");
        Answer left = Api.anonymous(stack)
                .send(
                        StackService.NOTIFICATION,
                        path,
                        "POST",
                        "application/x-www-form-urlencoded",
                        "List-Unsubscribe=One-Click");

        assertThat(left.status()).as(left.text()).isEqualTo(200);
        assertThat(list.purposes("lea")).doesNotContain("marketing");
        list.awaitCompleted(list.announce("news", "marketing", "PinkWeb news 2", "Another one.", 50));
        assertThat(list.got("lea.leaver@example.org", "PinkWeb news 2")).isEmpty();
    }

    @Test
    @DisplayName("PR-3, PW-3: an objection stops mail that is already being sent")
    void anObjectionTakesEffectInARunningAnnouncement() {
        MailingList list = new MailingList(stack, "pinkweb");
        list.subscribeMany("early", 30, "marketing");
        list.subscribe("ona", "ona.objector@example.org", "en", "marketing");
        String announcement = list.announce("news", "marketing", "PinkWeb offers", "Cheaper this month.", 5);
        list.awaitSent(announcement, 1);
        list.tell(announcement, "pause");

        PersonsRequest objection = PersonsRequest.file(
                stack,
                "pinkweb",
                "ona.objector@example.org",
                "{\"right\": \"objection\", \"purpose\": \"marketing\", \"locale\": \"en\","
                        + " \"requester\": {\"name\": \"Ona Objector\", \"email\": \"Ona.Objector@example.org\"}}");
        objection.confirmFromMail();
        await().atMost(PATIENCE).until(() -> !list.purposes("ona").contains("marketing"));
        list.tell(announcement, "resume");

        assertThat(list.awaitCompleted(announcement)
                        .path("skipped")
                        .path("unsubscribed")
                        .asInt())
                .isEqualTo(1);
        assertThat(list.got("ona.objector@example.org", "PinkWeb offers")).isEmpty();
        assertThat(list.got("early-30@example.org", "PinkWeb offers")).hasSize(1);
    }

    @Test
    @DisplayName(
            "PR-3: withdrawn consent ends offers, and a synchronisation of yesterday's list does not bring it back")
    void withdrawnConsentStaysWithdrawn() {
        MailingList list = new MailingList(stack, "prifora");
        list.subscribe("wes", "wes.withdrawer@example.org", "en", "marketing");
        PersonsRequest withdrawal = PersonsRequest.file(
                stack,
                "prifora",
                "wes.withdrawer@example.org",
                "{\"right\": \"consent-withdrawal\", \"purpose\": \"marketing\", \"locale\": \"en\","
                        + " \"requester\": {\"name\": \"Wes Withdrawer\", \"email\": \"wes.withdrawer@example.org\"}}");
        withdrawal.confirmFromMail();
        await().atMost(PATIENCE).until(() -> !list.purposes("wes").contains("marketing"));

        list.subscribe("wes", "wes.withdrawer@example.org", "en", "marketing");

        assertThat(list.purposes("wes")).doesNotContain("marketing");
        list.awaitCompleted(list.announce("news", "marketing", "PRIFORA offers", "Ten per cent off.", 50));
        assertThat(list.got("wes.withdrawer@example.org", "PRIFORA offers")).isEmpty();
    }

    @Test
    @DisplayName("CM-2: no newsletter without consent, and nothing in it that tracks")
    void newsNeedsConsentAndDoesNotTrack() {
        MailingList list = new MailingList(stack, "compjoeter");

        Answer without = list.put("cas", "cas.consent@example.org", "nl", "newsletter", "");
        assertThat(without.status()).isEqualTo(400);
        assertThat(without.text()).contains("consent");
        assertThat(list.subscriber("cas").status()).isEqualTo(404);

        list.subscribe("cas", "cas.consent@example.org", "nl", "newsletter");
        list.awaitCompleted(list.announce("news", "newsletter", "coMPjoeter nieuws", "Een nieuwe server.", 50));
        ReceivedMail mail =
                list.awaitGot("cas.consent@example.org", "coMPjoeter nieuws").get(0);
        assertThat(mail.html()).doesNotContainPattern("(?i)<img|<link|<script|<iframe|\\bsrc=|url\\(|@import");
        assertThat(mail.html()).doesNotContain("cas.consent");
    }

    @Test
    @DisplayName(
            "A killed service goes on where it was: nobody is missed, and nobody hears twice but for what was in hand")
    void nobodyIsMissedWhenTheServiceIsKilled() throws Exception {
        int subscribers = 300;
        MailingList list = new MailingList(stack, "infactor");
        list.subscribeMany("kill", subscribers, "contact");
        String announcement = list.announce("service", "contact", "Maintenance on Sunday", "From nine to ten.", 60);
        ServiceProcess service = stack.service(StackService.NOTIFICATION);
        for (int killed = 1; killed <= 2; killed++) {
            list.awaitSent(announcement, 60 * killed);
            service.kill();
            service.start();
            service.awaitReady(READY);
        }

        list.awaitCompleted(announcement);

        int doubled = 0;
        for (int number : IntStream.rangeClosed(1, subscribers).toArray()) {
            List<ReceivedMail> mails = list.got("kill-" + number + "@example.org", "Maintenance on Sunday");
            assertThat(mails).as("mails to subscriber " + number).isNotEmpty();
            Set<String> ids = new HashSet<>();
            mails.forEach(mail -> ids.add(mail.header("Message-ID")));
            assertThat(ids).as("a mail that went again has the same Message-ID").hasSize(1);
            doubled += mails.size() - 1;
        }
        assertThat(doubled).isLessThanOrEqualTo(2 * CONNECTIONS);
    }

    @Test
    @DisplayName("Who is erased is on no list any more")
    void anErasureReachesTheMailingList() {
        MailingList list = new MailingList(stack, "prifora");
        WebshopCustomer customer = WebshopCustomer.add(stack, "M-1", "Ed Erased", "ed.erased@example.org");
        list.subscribe("ed", customer.email(), "en", "newsletter");
        PersonsRequest request = PersonsRequest.file(stack, customer, "erasure", "");
        request.confirmFromMail();
        request.awaitStatus("in-assessment");
        request.grantErasure();
        request.awaitStatus("closed");

        await().atMost(PATIENCE).until(() -> list.subscriber("ed").status() == 404);
        list.awaitCompleted(list.announce("news", "newsletter", "PRIFORA letter", "Hello.", 50));
        assertThat(list.got(customer.email(), "PRIFORA letter")).isEmpty();
    }
}
