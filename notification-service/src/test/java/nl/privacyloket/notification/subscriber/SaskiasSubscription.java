package nl.privacyloket.notification.subscriber;

import static nl.privacyloket.notification.fixture.MailingLists.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import nl.privacyloket.notification.fixture.MailingLists;

/** Lists on which Saskia may be, and the link in her mail that ends what she hears of. */
abstract class SaskiasSubscription {
    static final Instant LATER = START.plusSeconds(60);

    final MailingLists lists = new MailingLists();

    void link(String purpose) {
        assertThat(lists.follow(lists.id("C-1042"), purpose)).isTrue();
    }
}
