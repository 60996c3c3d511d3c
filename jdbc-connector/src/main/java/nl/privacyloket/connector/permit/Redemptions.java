package nl.privacyloket.connector.permit;

import java.util.UUID;
import java.util.concurrent.Executor;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.messaging.inbox.NotReadyException;
import nl.privacyloket.messaging.transaction.Transactions;
import org.jboss.logging.Logger;

/**
 * Redeems a permit as the last thing before a commit, and settles it when the transaction has ended, committed or rolled
 * back. Between the two, whoever places a hold waits; after the settlement nothing of the transaction is still to come.
 *
 * <p>Redeeming happens under the {@link CommandLock}, and so does settling: a settlement that comes late, from a process that
 * was held up, cannot end the redemption of the next transaction, because it waits for that one to end.
 */
public final class Redemptions {
    private static final Logger LOG = Logger.getLogger(Redemptions.class);

    private final PermitClient client;
    private final Transactions plain;
    private final Executor settling;
    private final ThreadLocal<Open> open = new ThreadLocal<>();

    /**
     * @param plain transactions in the same database, for settlements
     * @param settling runs settlements: in another thread where the next command need not wait for it, in the same one where
     *     what comes next takes the same lock
     */
    public Redemptions(PermitClient client, Transactions plain, Executor settling) {
        this.client = client;
        this.plain = plain;
        this.settling = settling;
    }

    /**
     * Asks whether the running transaction, which holds the {@link CommandLock}, may be committed.
     *
     * @throws CommandRefusedException when it may not
     * @throws NotReadyException when nobody answers; the transaction is to be rolled back and tried again later
     */
    public void redeem(UUID commandId, CommandPermit permit) {
        // Noted first: when the answer is lost the permit may be redeemed all the same.
        open.set(new Open(commandId, permit));
        switch (client.redeem(permit)) {
            case GRANTED -> LOG.debugf("permit redeemed commandId=%s", commandId);
            case REVOKED -> refuse(CommandRefusedException.PERMIT_REVOKED);
            case REFUSED -> refuse(CommandRefusedException.PERMIT_REFUSED);
            case UNREACHABLE -> throw new NotReadyException("permit-unreachable");
        }
    }

    private void refuse(String reason) {
        // Revoked is settled already, and what is not known cannot be.
        open.remove();
        throw new CommandRefusedException(reason);
    }

    /** Has what this thread redeemed settled, if anything; its transaction has ended. */
    void settle() {
        Open redeemed = open.get();
        if (redeemed != null) {
            open.remove();
            settling.execute(() -> settleEvenWhenStopping(redeemed));
        }
    }

    /** A thread that is told to stop has ended a transaction all the same, and nobody may wait for it any longer. */
    private void settleEvenWhenStopping(Open redeemed) {
        boolean stopping = Thread.interrupted();
        try {
            settle(redeemed);
        } finally {
            if (stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void settle(Open redeemed) {
        try {
            boolean settled = plain.inTransaction(connection -> {
                CommandLock.take(connection, redeemed.commandId());
                return client.settle(redeemed.permit());
            });
            if (settled) {
                return;
            }
        } catch (Exception e) {
            LOG.debugf("settlement failed commandId=%s", redeemed.commandId());
        }
        // The answer to the command settles it as well, and so does the next batch; until then holds take longer to
        // take effect.
        LOG.warnf("permit not settled yet commandId=%s", redeemed.commandId());
    }

    private record Open(UUID commandId, CommandPermit permit) {}
}
