package nl.privacyloket.request.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.kit.problem.Unavailable;
import nl.privacyloket.request.evidence.EvidenceStore;
import nl.privacyloket.request.support.RequestEnvironment;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The server of the database goes in the middle of a transaction. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class LostConnectionQuarkusTest {
    @Inject
    EntityManager entities;

    @ConfigProperty(name = "quarkus.datasource.jdbc.max-size")
    int connections;

    @Inject
    EvidenceStore evidence;

    @Inject
    DataSource dataSource;

    @Inject
    TransactionSynchronizationRegistry registry;

    @Test
    void aCommitThatNobodyAnswersIsNoDefect() {
        Throwable failure =
                catchThrowable(() -> QuarkusTransaction.requiringNew().run(this::endOwnSession));

        assertThat(failure).isNotNull();
        assertThat(Unavailable.isCauseOf(failure)).isTrue();
    }

    @Test
    void evidenceThatCannotBeReadOrStoredMeanwhileIsNone() {
        Throwable failure =
                catchThrowable(() -> QuarkusTransaction.requiringNew().run(() -> {
                    endOwnSession();
                    evidence.of(UUID.randomUUID());
                }));

        assertThat(failure).hasMessageStartingWith("evidence not stored or read, SQLSTATE ");
        assertThat(Unavailable.isCauseOf(failure)).isTrue();
    }

    /** More often than the pool has connections: what is lost makes room for another. */
    @Test
    void lostConnectionsAreReplaced() {
        for (int lost = 0; lost < connections + 5; lost++) {
            catchThrowable(() -> QuarkusTransaction.requiringNew().run(this::endOwnSession));
        }

        assertThat(QuarkusTransaction.requiringNew()
                        .call(() -> entities.createNativeQuery("select 1").getSingleResult()))
                .isEqualTo(1);
    }

    @Test
    void aRowThatBreaksAConstraintIsOne() {
        Throwable failure = catchThrowable(() -> QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("insert into outbox (event_id) values (null)")
                        .executeUpdate()));

        assertThat(failure).isNotNull();
        assertThat(Unavailable.isCauseOf(failure)).isFalse();
    }

    @Test
    void soIsWhatFailsBeforeTheCommit() {
        Throwable failure = catchThrowable(() -> QuarkusTransaction.requiringNew()
                .run(() -> registry.registerInterposedSynchronization(new Synchronization() {
                    @Override
                    public void beforeCompletion() {
                        throw new IllegalStateException("a row that cannot be written");
                    }

                    @Override
                    public void afterCompletion(int status) {}
                })));

        assertThat(failure).isNotNull();
        assertThat(Unavailable.isCauseOf(failure)).isFalse();
    }

    private void endOwnSession() {
        Number session =
                (Number) entities.createNativeQuery("select pg_backend_pid()").getSingleResult();
        QuarkusTransaction.suspendingExisting().run(() -> end(session.intValue()));
    }

    private void end(int session) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("select pg_terminate_backend(?, 5000)")) {
            statement.setInt(1, session);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
