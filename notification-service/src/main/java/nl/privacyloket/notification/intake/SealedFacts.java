package nl.privacyloket.notification.intake;

import nl.privacyloket.crypto.CryptoException;
import nl.privacyloket.crypto.SealOpener;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.messaging.event.PoisonEventException;

/** Reads facts that came over a topic: what is sealed to this service, and whether all is there. */
final class SealedFacts {
    private final SealOpener seal;

    SealedFacts(SealOpener seal) {
        this.seal = seal;
    }

    /** @throws PoisonEventException when it is sealed to somebody else, or to an older key */
    <T> T open(Sealed sealed, Class<T> type) {
        try {
            return seal.open(sealed, type);
        } catch (CryptoException e) {
            throw new PoisonEventException("seal-does-not-open");
        }
    }

    /** @throws PoisonEventException when one of them is null */
    static void complete(Object... members) {
        for (Object member : members) {
            if (member == null) {
                throw new PoisonEventException("incomplete-data");
            }
        }
    }
}
