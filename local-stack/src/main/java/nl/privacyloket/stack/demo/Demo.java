package nl.privacyloket.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nl.privacyloket.stack.StackException;
import nl.privacyloket.stack.client.FiledRequest;
import nl.privacyloket.stack.client.MailReader;
import nl.privacyloket.stack.client.NewRequest;
import nl.privacyloket.stack.client.RequestApi;
import nl.privacyloket.stack.client.TopicFollower;
import nl.privacyloket.stack.client.TopicReader;
import nl.privacyloket.stack.client.TopicRecord;
import nl.privacyloket.stack.layout.StackAddresses;
import nl.privacyloket.stack.layout.StackDirectory;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.mail.ReceivedMail;
import nl.privacyloket.stack.oidc.TokenRequests;

/**
 * Seven people ask five organisations something, through the public interfaces alone; the demonstration follows them to the
 * end and then looks from outside whether everything is as it should be.
 */
public final class Demo {

    private final StackAddresses addresses;
    private final StackDirectory directory;
    private final Teller teller;
    private final RequestApi api;
    private final MailReader mailbox;
    private final TokenRequests tokens;
    private final List<Story> stories;
    private final Map<Story, NewRequest> asked = new LinkedHashMap<>();
    private final Map<Story, FiledRequest> filed = new LinkedHashMap<>();

    /** A demonstration on the stack at these addresses, with the public keys of this directory. */
    public Demo(StackAddresses addresses, StackDirectory directory, PrintStream out) {
        this.addresses = addresses;
        this.directory = directory;
        this.teller = new Teller(out);
        this.api = new RequestApi(addresses.baseUrl(StackService.REQUEST));
        this.mailbox = new MailReader(addresses.mailboxUrl());
        this.tokens = new TokenRequests(addresses.issuerUrl());
        this.stories = List.of(
                new WebshopErasure(addresses),
                new SiteAccess(addresses),
                new RecoveryErasure(addresses),
                new PortalAccess(addresses),
                new CrmRefusal(addresses),
                new SiteRectification(addresses),
                new PortalTransfer(addresses));
    }

    /**
     * Runs it.
     *
     * @throws StackException with the first thing that is not as it should be
     */
    public void run() throws InterruptedException {
        Instant begin = Instant.now();
        EventWording wording = new EventWording();
        try (TopicFollower follower =
                TopicFollower.start(addresses.kafkaBootstrapServers(), record -> tell(record, begin, wording))) {
            RetentionDay day = new RetentionDay(addresses, tokens);
            day.settle(teller);
            file();
            confirm();
            decide();
            Map<Story, JsonNode> closed = awaitClosed();
            Map<Story, List<ReceivedMail>> mails = awaitMails();
            check(closed, mails);
            for (Story story : stories) {
                if (asked.get(story).right().equals("erasure")
                        && closed.get(story).path("outcome").asText().equals("granted")) {
                    day.certified(filed.get(story), teller);
                }
            }
            day.hold(teller);
            new NewsRound(addresses, tokens).tell(teller);
            new AuditVerdictRound(addresses, directory).tell(List.copyOf(filed.values()), teller);
        } catch (NotAsItShouldBeException | IOException e) {
            throw new StackException("Not as it should be: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new StackException("Not as it should be: " + e.getCause().getMessage(), e);
        }
    }

    private void tell(TopicRecord record, Instant begin, EventWording wording) {
        if (!record.time().isBefore(begin)) {
            wording.of(record).ifPresent(text -> teller.happened(record.time(), record.source(), text));
        }
    }

    private void file() throws IOException, InterruptedException {
        teller.chapter("Seven people ask something");
        for (Story story : stories) {
            NewRequest request = story.begin();
            FiledRequest answer = api.file(story.organisation(), request);
            asked.put(story, request);
            filed.put(story, answer);
            teller.says(story.organisation(), request.name() + " " + story.wish() + ": " + answer.reference());
        }
    }

    private void confirm() throws IOException, InterruptedException {
        teller.chapter("They confirm with the code from the mail, staff establish who asks");
        for (Story story : stories) {
            FiledRequest request = filed.get(story);
            String code = Check.answer("the mail with the code for " + request.reference(), () -> mails(story).stream()
                    .flatMap(mail -> MailReader.code(mail).stream())
                    .findFirst());
            api.confirm(request, code);
            story.beforeDecision(request, staff(story), api, teller);
        }
    }

    private void decide() throws IOException, InterruptedException {
        teller.chapter("The privacy officers decide");
        for (Story story : stories) {
            FiledRequest request = filed.get(story);
            Staff staff = staff(story);
            JsonNode seen = Check.answer("what is needed to decide on " + request.reference(), () -> {
                JsonNode now = api.seenByStaff(request, staff.privacyOfficer());
                return story.canBeDecided(now) ? Optional.of(now) : Optional.empty();
            });
            story.decide(request, seen, staff, api);
        }
    }

    private Map<Story, JsonNode> awaitClosed() throws IOException, InterruptedException {
        teller.chapter("The data systems do what was decided");
        Map<Story, JsonNode> closed = new LinkedHashMap<>();
        for (Story story : stories) {
            FiledRequest request = filed.get(story);
            Check.answer("the end of " + request.reference(), () -> {
                JsonNode now = api.seenByPerson(request);
                return now.path("status").asText().equals("closed") ? Optional.of(now) : Optional.empty();
            });
            story.afterClose(request, api, mailbox, teller);
            closed.put(story, api.seenByStaff(request, staff(story).privacyOfficer()));
        }
        return closed;
    }

    private Map<Story, List<ReceivedMail>> awaitMails() throws IOException, InterruptedException {
        Map<Story, List<ReceivedMail>> all = new LinkedHashMap<>();
        for (Story story : stories) {
            int expected = story.subjects().size();
            all.put(
                    story,
                    Check.answer("the last mail about " + filed.get(story).reference(), () -> {
                        List<ReceivedMail> mails = mails(story);
                        return mails.size() >= expected ? Optional.of(mails) : Optional.empty();
                    }));
        }
        return all;
    }

    private void check(Map<Story, JsonNode> closed, Map<Story, List<ReceivedMail>> mails)
            throws IOException, InterruptedException {
        teller.chapter("Seen from outside");
        for (Story story : stories) {
            checkMails(story, mails.get(story));
            story.check(filed.get(story), closed.get(story), mails.get(story), api, teller);
        }
        teller.checked("every step was told by mail, once: "
                + mails.values().stream().mapToInt(List::size).sum() + " mails");
        TopicChecks topics = new TopicChecks(new TopicReader(addresses.kafkaBootstrapServers()));
        topics.secrecy(personalWords(), teller);
    }

    private void checkMails(Story story, List<ReceivedMail> mails) {
        List<String> subjects = mails.stream().map(ReceivedMail::subject).toList();
        Check.equal(
                "The mails about " + filed.get(story).reference(),
                story.subjects().size(),
                subjects.size());
        for (int i = 0; i < subjects.size(); i++) {
            Check.that(
                    subjects.get(i).contains(story.subjects().get(i)),
                    "Mail " + (i + 1) + " about " + filed.get(story).reference() + " should be about \""
                            + story.subjects().get(i) + "\" but is \"" + subjects.get(i) + "\"");
        }
    }

    private Set<String> personalWords() {
        Set<String> words = new TreeSet<>();
        for (NewRequest request : asked.values()) {
            words.addAll(List.of(request.name(), request.email(), request.identifierValue()));
        }
        return words;
    }

    private List<ReceivedMail> mails(Story story) throws IOException, InterruptedException {
        return mailbox.about(filed.get(story), asked.get(story).email());
    }

    private Staff staff(Story story) {
        return new Staff(story.organisation(), tokens);
    }
}
