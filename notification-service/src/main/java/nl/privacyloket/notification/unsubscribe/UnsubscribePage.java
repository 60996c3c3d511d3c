package nl.privacyloket.notification.unsubscribe;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nl.privacyloket.notification.letter.Language;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.subscriber.Subscriber;
import nl.privacyloket.notification.subscriber.Subscription;

/**
 * What somebody sees who follows the link. Says what the mailbox gets, and nothing of whose it is.
 *
 * @param organisation its name; null when the link names none
 * @param button ends the purpose of the link; null when it has ended
 * @param others what else is sent; null for nothing
 * @param everything ends that too; null for nothing
 * @param contact where to ask; null when it is not known
 */
record UnsubscribePage(
        String language,
        String title,
        String organisation,
        List<String> paragraphs,
        String button,
        String others,
        String everything,
        String contact) {

    @CheckedTemplate(basePath = "unsubscribe")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance page(UnsubscribePage page);
    }

    /**
     * The page for an entry as it is now.
     *
     * @param sent what its address gets, by whichever entry
     * @param purpose that of the link
     * @param policies of the organisation, that hold now; not empty
     */
    static UnsubscribePage of(Subscriber subscriber, Set<String> sent, String purpose, List<Organisation> policies) {
        Organisation organisation = policies.stream()
                .filter(policy ->
                        policy.purposes().stream().anyMatch(each -> each.id().equals(purpose)))
                .findFirst()
                .orElse(policies.get(0));
        Language language = Language.of(subscriber.locale(), organisation.languages());
        UnsubscribePhrases phrases = phrases(language);
        String name = organisation.name();
        boolean active = sent.contains(purpose);
        List<String> others = new ArrayList<>(sent);
        others.remove(purpose);
        List<String> paragraphs = new ArrayList<>();
        if (active) {
            paragraphs.add(phrases.ask(name, named(purpose, policies, language)));
        } else {
            paragraphs.add(
                    others.isEmpty() ? phrases.doneAll(name) : phrases.done(name, named(purpose, policies, language)));
            paragraphs.add(phrases.anew(name));
        }
        paragraphs.add(phrases.requests());
        String names =
                others.stream().map(other -> named(other, policies, language)).collect(Collectors.joining("; "));
        String email = organisation.contact().email();
        return new UnsubscribePage(
                language.tag(),
                active ? phrases.askTitle() : phrases.doneTitle(),
                name,
                paragraphs,
                active ? phrases.askButton() : null,
                others.isEmpty() ? null : phrases.others(names),
                others.isEmpty() ? null : phrases.everything(),
                email == null ? null : phrases.contact(email));
    }

    /** The page for every link that opens nothing, whatever the reason. */
    static UnsubscribePage gone(Language language) {
        UnsubscribePhrases phrases = phrases(language);
        return new UnsubscribePage(
                language.tag(),
                phrases.goneTitle(),
                null,
                List.of(phrases.gone(), phrases.goneStill()),
                null,
                null,
                null,
                null);
    }

    private static UnsubscribePhrases phrases(Language language) {
        return MessageBundles.get(UnsubscribePhrases.class, Localized.Literal.of(language.tag()));
    }

    private static String named(String purpose, List<Organisation> policies, Language language) {
        if (purpose.equals(Subscription.POLICY_CHANGE)) {
            return phrases(language).policyChange();
        }
        return policies.stream()
                .map(policy -> policy.purposeName(purpose, language.tag()))
                .filter(name -> !name.equals(purpose))
                .findFirst()
                .orElse(purpose);
    }

    String html() {
        return Templates.page(this).render();
    }
}
