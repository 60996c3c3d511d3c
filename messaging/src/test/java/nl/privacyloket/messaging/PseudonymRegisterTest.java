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

        var destroyed =
                world.transactions.inTransaction(c -> register.destroyUnseenSince(c, TODAY.minusYears(7), 10, EARLIER));

        assertThat(destroyed).containsExactly(new PseudonymRegister.Destroyed(Kind.ACTOR, "prifora", gone));
        assertThat(resolve("prifora", kept)).hasSize(1);
        assertThat(resolve("prifora", gone)).isEmpty();
    }

    @Test
    void ofWhoseKeyWasDestroyedTheEarlierPseudonymIsNobodysEvenWhenTheyActAgain() throws Exception {
        String earlier = EARLIER.of("prifora", "wieke");
        obtain(Kind.ACTOR, "prifora", "wieke", TODAY);
        Resolved actor = resolve("prifora", earlier).get(0);

        world.transactions.inTransaction(c -> {
            register.destroy(c, "prifora", actor, EARLIER);
            return null;
        });
        String again = obtain(Kind.ACTOR, "prifora", "wieke", TODAY);

        assertThat(resolve("prifora", earlier)).isEmpty();
        assertThat(resolve("prifora", actor.pseudonym())).isEmpty();
        assertThat(resolve("prifora", again)).hasSize(1);
    }

    @Test
    void oneRowThatCannotBeReadKeepsNoOtherFromBeingResolved() throws Exception {
        String broken = obtain(Kind.ACTOR, "prifora", "anna", TODAY);
        String whole = obtain(Kind.ACTOR, "prifora", "wieke", TODAY);
        world.transactions.inTransaction(c -> {
            try (var update = c.prepareStatement("update audit_pseudonym set name = 'xxxx' where pseudonym = ?")) {
                update.setString(1, broken);
                return update.executeUpdate();
            }
        });

        assertThat(resolve("prifora", whole)).hasSize(1);
        assertThat(resolve("prifora", EARLIER.of("prifora", "wieke"))).hasSize(1);
    }

    @Test
    void expiredOnesGoInPiecesTheOldestFirst() throws Exception {
        obtain(Kind.PERSON, "prifora", "a1", TODAY.minusYears(8));
        obtain(Kind.PERSON, "prifora", "a2", TODAY.minusYears(9));
        obtain(Kind.ACTOR, "prifora", "wiebe", TODAY.minusYears(10));

        List<PseudonymRegister.Destroyed> first = world.transactions.inTransaction(
                c -> register.destroyUnseenSince(c, TODAY.minusYears(7), 2, EARLIER));
        List<PseudonymRegister.Destroyed> second = world.transactions.inTransaction(
                c -> register.destroyUnseenSince(c, TODAY.minusYears(7), 2, EARLIER));

        assertThat(first.stream().map(PseudonymRegister.Destroyed::kind)).containsExactly(Kind.ACTOR, Kind.PERSON);
        assertThat(second).hasSize(1);
    }

    @Test
    void aRowIsEncryptedAnewWhenItIsNotedThatItIsNeeded() throws Exception {
        String pseudonym = obtain(Kind.ACTOR, "prifora", "wieke", TODAY.minusDays(8));
        String before = "select count(distinct name) + count(distinct \"key\") from (select name, \"key\" from"
                + " audit_pseudonym union all select name, \"key\" from kept) both_of_them";
        world.transactions.inTransaction(c -> {
            try (var keep = c.createStatement()) {
                keep.execute("create table kept as select name, \"key\" from audit_pseudonym");
            }
            return null;
        });

        assertThat(obtain(Kind.ACTOR, "prifora", "wieke", TODAY)).isEqualTo(pseudonym);

        assertThat(world.number(before)).isEqualTo(4);
        assertThat(resolve("prifora", pseudonym)).containsExactly(new Resolved(pseudonym, "wieke", TODAY));
    }
}
