package nl.privacyloket.notification.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.notification.fixture.Contracts;
import org.junit.jupiter.api.Test;

/** Facts in the name of an organisation that the request is not of. */
class OfItsOrganisationTest {
    private static final String CLOSED = "nl.privacyloket.request.closed.v1";

    private final Arrivals arrivals = new Arrivals();
    private final EventHandler requests =
            new OfItsOrganisation(arrivals.handler(CLOSED), arrivals.room().correspondences);

    private void handle(IncomingEvent event) throws Exception {
        arrivals.room().transactional(connection -> {
            requests.handle(event, connection);
            return null;
        });
    }

    private static IncomingEvent closedSaidBy(String organisation) {
        IncomingEvent closed = Contracts.event(CLOSED + ".sample");
        return new IncomingEvent(
                closed.id(),
                closed.type(),
                closed.source(),
                organisation,
                closed.time(),
                closed.topic(),
                closed.key(),
                closed.traceparent(),
                closed.bytes());
    }

    @Test
    void nobodyIsToldWhatAnotherOrganisationSays() {
        arrivals.arrive("policy.published.v1.sample", "request.received.v1.sample");
        var before = arrivals.room().messages();

        assertThatExceptionOfType(PoisonEventException.class)
                .isThrownBy(() -> handle(closedSaidBy("pinkweb")))
                .withMessage("foreign-organisation");

        assertThat(arrivals.room().messages()).isEqualTo(before);
    }

    @Test
    void whatItsOwnSaysIsTold() throws Exception {
        arrivals.arrive("policy.published.v1.sample", "request.received.v1.sample");
        var before = arrivals.room().messages();

        handle(closedSaidBy("prifora"));

        assertThat(arrivals.room().messages()).hasSizeGreaterThan(before.size());
    }
}
