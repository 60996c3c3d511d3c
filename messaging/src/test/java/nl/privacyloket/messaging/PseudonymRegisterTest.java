package nl.privacyloket.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.privacyloket.crypto.Pseudonyms;
import nl.privacyloket.messaging.audit.PseudonymRegister;
import nl.privacyloket.messaging.audit.PseudonymRegister.Kind;
import nl.privacyloket.messaging.audit.PseudonymRegister.Resolved;
import org.junit.jupiter.api.Test;

class PseudonymRegisterTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Pseudonyms EARLIER = new Pseudonyms(Pseudonyms.newKey());

    private final MessagingWorld world = MessagingWorld.create();
    private final PseudonymRegister register =
            new PseudonymRegister(world.cipher(), MessagingWorld.keys().blindIndex());

    private String obtain(Kind kind, String organisation, String name, LocalDate day) throws Exception {
        return world.transactions.inTransaction(c -> register.obtain(c, kind, organisation, name, day));
    }

    private List<Resolved> resolve(String organisation, String pseudonym) throws Exception {
        return world.transactions.inTransaction(c ->
                register.resolve(c, organisation, pseudonym, EARLIER).stream().toList());
    }

    @Test
    void instancesThatNameSomebodyAtOnceGiveOneName() throws Exception {
        ExecutorService instances = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                calls.add(() -> obtain(Kind.ACTOR, "prifora", "wieke", TODAY));
            }
            List<String> given = new ArrayList<>();
            for (Future<String> call : instances.invokeAll(calls)) {
                given.add(call.get());
            }

            assertThat(given).containsOnly(given.get(0));
            assertThat(world.count("audit_pseudonym")).isEqualTo(1);
        } finally {
            instances.shutdownNow();
        }
    }

    @Test
    void itIsResolvedWhereItWasGivenAndNowhereElse() throws Exception {
        String pseudonym = obtain(Kind.ACTOR, "prifora", "wieke", TODAY);

        assertThat(resolve("prifora", pseudonym)).containsExactly(new Resolved(pseudonym, "wieke", TODAY));
        assertThat(resolve("primoforum", pseudonym)).isEmpty();
        assertThat(obtain(Kind.ACTOR, "primoforum", "wieke", TODAY)).isNotEqualTo(pseudonym);
    }

    @Test
    void aPersonConcernedIsNotResolvedAndGoesWithTheErasure() throws Exception {
        String person = obtain(Kind.PERSON, "prifora", "ab12", TODAY);

        assertThat(resolve("prifora", person)).isEmpty();
        assertThat(world.number("select count(*) from audit_pseudonym where name is not null"))
                .isZero();
        assertThat(world.transactions.<Boolean>inTransaction(c -> register.forget(c, "prifora", "ab12")))
                .isTrue();
        assertThat(obtain(Kind.PERSON, "prifora", "ab12", TODAY)).isNotEqualTo(person);
    }

    @Test
    void whatNobodyNeedsGoesAndWhatIsNeededStays() throws Exception {
        String gone = obtain(Kind.ACTOR, "prifora", "wiebe", TODAY.minusYears(8));
        String kept = obtain(Kind.ACTOR, "prifora", "wieke", TODAY.minusYears(8));
        obtain(Kind.ACTOR, "prifora", "wieke", TODAY.minusYears(1));

        var destroyed = world.transactions.inTransaction(c -> register.destroyUnseenSince(c, TODAY.minusYears(7)));

        assertThat(destroyed).containsExactly(new PseudonymRegister.Destroyed(Kind.ACTOR, "prifora", gone));
        assertThat(resolve("prifora", kept)).hasSize(1);
        assertThat(resolve("prifora", gone)).isEmpty();
    }
}
