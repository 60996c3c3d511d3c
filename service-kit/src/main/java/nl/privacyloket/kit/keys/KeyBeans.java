package nl.privacyloket.kit.keys;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.crypto.CertificateSigner;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.crypto.Pseudonyms;
import nl.privacyloket.crypto.SealOpener;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.crypto.TokenSigner;
import nl.privacyloket.kit.messaging.ServiceConfig;
import nl.privacyloket.messaging.audit.CheckpointSettings;

/** The keys as beans. A key that is missing or unreadable stops the service at its first use and names the file. */
class KeyBeans {
    @Produces
    @Singleton
    KeyFolder keyFolder(KeysConfig config) {
        return KeyFolder.at(config.directory());
    }

    @Produces
    @Singleton
    Sealer sealer(KeyFolder keys) {
        return keys.sealer();
    }

    @Produces
    @Singleton
    SealOpener sealOpener(KeyFolder keys, ServiceConfig service) {
        return keys.opener(service.name());
    }

    @Produces
    @Singleton
    SubjectHash subjectHash(KeyFolder keys) {
        return keys.subjectHash();
    }

    @Produces
    @Singleton
    FieldCipher fieldCipher(KeyFolder keys) {
        return keys.fieldCipher();
    }

    @Produces
    @Singleton
    BlindIndex blindIndex(KeyFolder keys) {
        return keys.blindIndex();
    }

    @Produces
    @Singleton
    Pseudonyms pseudonyms(KeyFolder keys) {
        return keys.pseudonyms();
    }

    @Produces
    @Singleton
    TokenSigner tokenSigner(KeyFolder keys) {
        return keys.tokenSigner();
    }

    @Produces
    @Singleton
    CertificateSigner certificateSigner(KeyFolder keys) {
        return keys.certificateSigner();
    }

    @Produces
    @Singleton
    CheckpointSettings checkpointSettings(AuditSigningConfig config, KeyFolder keys) {
        return config.with(keys);
    }
}
