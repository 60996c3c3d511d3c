package nl.privacyloket.notification.announcement;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.notification.bounce.ReturnPaths;
import nl.privacyloket.notification.correspondence.MailAddress;
import nl.privacyloket.notification.delivery.MailingList;
import nl.privacyloket.notification.delivery.OutgoingMail;
import nl.privacyloket.notification.delivery.OutgoingMail.Mailbox;
import nl.privacyloket.notification.delivery.Senders;
import nl.privacyloket.notification.letter.Language;
import nl.privacyloket.notification.letter.PlainText;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.organisation.OrganisationRegister;
import nl.privacyloket.notification.organisation.Words;
import nl.privacyloket.notification.subscriber.Subscribers;
import nl.privacyloket.notification.unsubscribe.UnsubscribeLinks;

/** Makes the mails of announcements: each text is written once for a language, and each mail gets its own link. Thread-safe. */
public final class AnnouncementWriter {
    private static final int FORMS_KEPT = 64;

    private final Transactions transactions;
    private final OrganisationRegister organisations;
    private final AnnouncementRenderer renderer;
    private final Subscribers subscribers;
    private final UnsubscribeLinks links;
    private final Senders senders;
    private final ReturnPaths returnPaths;
    private final Clock clock;
    private final Map<FormKey, Form> forms = new LinkedHashMap<>(FORMS_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FormKey, Form> eldest) {
            return size() > FORMS_KEPT;
        }
    };

    public AnnouncementWriter(
            Transactions transactions,
            OrganisationRegister organisations,
            AnnouncementRenderer renderer,
            Subscribers subscribers,
            UnsubscribeLinks links,
            Senders senders,
            ReturnPaths returnPaths,
            Clock clock) {
        this.transactions = transactions;
        this.organisations = organisations;
        this.renderer = renderer;
        this.subscribers = subscribers;
        this.links = links;
        this.senders = senders;
        this.returnPaths = returnPaths;
        this.clock = clock;
    }

    private record FormKey(UUID announcement, String locale) {}

    private record Form(MailForm mail, Mailbox from, Mailbox replyTo, String domain, String listId) {}

    /**
     * Writes one.
     *
     * @return empty when what is stored is no address that mail can be sent to
     * @throws Exception when it cannot be written now
     */
    Optional<OutgoingMail> write(TakenMail mail) throws Exception {
        Optional<String> address = MailAddress.of(subscribers.email(mail.subscriber(), mail.email()));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        Form form = form(mail);
        String id = AnnouncedBounces.mailId(mail.announcement(), mail.subscriber());
        URI link = links.link(mail.subscriber(), mail.purpose());
        return Optional.of(new OutgoingMail(
                // Made of what stays the same, so that it is the same for each attempt.
                "<" + id + "@" + form.domain() + ">",
                returnPaths.of(id, form.from().address()),
                form.from(),
                form.replyTo(),
                new Mailbox("", address.get()),
                form.mail().with(link),
                new MailingList(form.listId(), link),
                clock.instant()));
    }

    private Form form(TakenMail mail) throws Exception {
        FormKey key = new FormKey(mail.announcement(), mail.locale());
        synchronized (forms) {
            Form known = forms.get(key);
            if (known != null) {
                return known;
            }
        }
        Form written = transactions.inTransaction(connection -> write(connection, mail));
        synchronized (forms) {
            forms.put(key, written);
        }
        return written;
    }

    private Form write(Connection connection, TakenMail mail) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select kind, policy_version, texts from announcement where id = ?")) {
            select.setObject(1, mail.announcement());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                AnnouncementKind kind = AnnouncementKind.of(row.getString(1)).orElseThrow();
                Map<String, Words> texts =
                        EventJson.read(row.getBytes(3), Words.InLanguages.class).byLanguage();
                Organisation organisation = organisations
                        .find(connection, mail.organisation(), row.getInt(2), clock.instant())
                        .orElseThrow(() -> new IllegalStateException("policy not known"));
                return write(mail, kind, texts, organisation);
            }
        }
    }

    private Form write(TakenMail mail, AnnouncementKind kind, Map<String, Words> texts, Organisation organisation) {
        Language language = language(mail.locale(), texts, organisation);
        Words words = Optional.ofNullable(texts.get(language.tag()))
                .orElseGet(() -> texts.values().iterator().next());
        MailForm form =
                MailForm.of(leave -> renderer.render(organisation, kind, mail.purpose(), words, language, leave));
        String name = PlainText.line(organisation.name());
        String domain = senders.domain(mail.organisation());
        return new Form(
                form,
                new Mailbox(name, senders.address(mail.organisation())),
                MailAddress.of(organisation.contact().email())
                        .map(replyTo -> new Mailbox(name, replyTo))
                        .orElse(null),
                domain,
                label(mail.purpose()) + "." + label(mail.organisation()) + "." + domain);
    }

    /** What the reader reads, if there is a text in it; else the first in which the organisation answers and there is one. */
    private static Language language(String locale, Map<String, Words> texts, Organisation organisation) {
        Language wanted = Language.of(locale, organisation.languages());
        return Stream.concat(
                        Stream.of(wanted),
                        organisation.languages().stream().map(tag -> Language.of(tag, organisation.languages())))
                .filter(each -> texts.containsKey(each.tag()))
                .findFirst()
                .orElse(wanted);
    }

    /** Part of the name of a list (RFC 2919). */
    private static String label(String id) {
        return id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    }
}
