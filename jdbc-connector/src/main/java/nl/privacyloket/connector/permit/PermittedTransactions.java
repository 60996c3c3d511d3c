package nl.privacyloket.connector.permit;

import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.messaging.transaction.Work;

/** Transactions that settle the permit that was redeemed in them, however they end. */
public final class PermittedTransactions implements Transactions {
    private final Transactions transactions;
    private final Redemptions redemptions;

    public PermittedTransactions(Transactions transactions, Redemptions redemptions) {
        this.transactions = transactions;
        this.redemptions = redemptions;
    }

    @Override
    public <T> T inTransaction(Work<T> work) throws Exception {
        try {
            return transactions.inTransaction(work);
        } finally {
            redemptions.settle();
        }
    }
}
