package nl.privacyloket.request.intake;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Locale;

/**
 * Gives out references such as {@code PRIFORA-2026-000001}, numbered by organisation and year. A number is taken in a
 * short transaction of its own, so one whose request fails is skipped, and intakes do not wait for each other.
 */
@ApplicationScoped
public class References {

    private static final String NEXT = """
            insert into reference_counter (organisation, year, last) values (?1, ?2, 1)
            on conflict (organisation, year) do update set last = reference_counter.last + 1
            returning last
            """;

    private final EntityManager entities;

    References(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * The next reference. Not to be called inside a transaction: it would hold two connections.
     *
     * @param series the organisation's id, for what is numbered apart with something after it
     */
    public String next(String series, int year) {
        long number = QuarkusTransaction.disallowingExisting().call(() -> ((Number) entities.createNativeQuery(NEXT)
                        .setParameter(1, series)
                        .setParameter(2, year)
                        .getSingleResult())
                .longValue());
        return "%s-%d-%06d".formatted(series.toUpperCase(Locale.ROOT), year, number);
    }
}
