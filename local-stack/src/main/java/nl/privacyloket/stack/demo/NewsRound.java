package nl.privacyloket.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.stack.client.MailReader;
import nl.privacyloket.stack.client.NotificationApi;
import nl.privacyloket.stack.layout.StackAddresses;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.mail.ReceivedMail;
import nl.privacyloket.stack.oidc.StaffClaims;
import nl.privacyloket.stack.oidc.TokenRequests;

/** News goes to who asked for it, and who leaves by the link in a mail gets no more. */
final class NewsRound {
    private static final String PORTAL = "pinkweb";
    private static final String NEWS = "marketing";

    private final NotificationApi api;
    private final MailReader mailbox;
    private final TokenRequests tokens;
    private final String round = UUID.randomUUID().toString().substring(0, 8);

    NewsRound(StackAddresses addresses, TokenRequests tokens) {
        this.api = new NotificationApi(addresses.baseUrl(StackService.NOTIFICATION));
        this.mailbox = new MailReader(addresses.mailboxUrl());
        this.tokens = tokens;
    }

    void tell(Teller teller) throws IOException, InterruptedException {
        teller.chapter("News goes to who wants it");
        String stays = subscribe("bas-blijver", "nl");
        String leaves = subscribe("wanda-weg", "en");
        teller.says(PORTAL, "Bas Blijver and Wanda Weg asked for news in their accounts");

        announce("Nieuw in PinkWeb " + round);
        ReceivedMail mail = only(leaves);
        Check.equal("The mails to who stays", 1, mailbox.to(stays).size());
        teller.checked("an announcement reached both, once");

        api.unsubscribe(oneClick(mail));
        JsonNode second = announce("Onderhoud in PinkWeb " + round);
        Check.equal("The mails to who stays", 2, mailbox.to(stays).size());
        Check.equal("The mails to who left", 1, mailbox.to(leaves).size());
        teller.checked("Wanda left with one click in her mail program; the next one went to "
                + second.path("sent").asInt() + " and not to her");
    }

    private String subscribe(String who, String locale) throws IOException, InterruptedException {
        String email = who + "." + round + "@example.org";
        Instant consentAt = Instant.now().minusSeconds(60);
        api.subscribe(PORTAL, who + "-" + round, email, locale, NEWS, consentAt, token("system"));
        return email;
    }

    private JsonNode announce(String subject) throws IOException, InterruptedException {
        String officer = token("privacy-officer");
        String id = api.announce(PORTAL, NEWS, subject, "Lees er meer over in uw account.", officer)
                .path("id")
                .asText();
        return Check.answer("the end of an announcement", () -> {
            JsonNode now = api.announcement(PORTAL, id, officer);
            return now.path("state").asText().equals("completed") ? Optional.of(now) : Optional.empty();
        });
    }

    private ReceivedMail only(String address) throws IOException, InterruptedException {
        List<ReceivedMail> mails = mailbox.to(address);
        Check.equal("The mails to a subscriber", 1, mails.size());
        return mails.get(0);
    }

    private static URI oneClick(ReceivedMail mail) {
        String header = mail.header("List-Unsubscribe");
        Check.that(header != null, "A mail of an announcement has no List-Unsubscribe");
        return URI.create(header.replaceAll("^<|>.*$", ""));
    }

    private String token(String role) throws IOException, InterruptedException {
        return tokens.token(StaffClaims.of(role, PORTAL));
    }
}
