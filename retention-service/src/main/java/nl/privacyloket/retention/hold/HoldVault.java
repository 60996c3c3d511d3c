package nl.privacyloket.retention.hold;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.messaging.event.EventJson;

/** Encrypts and hashes what a hold tells about people. */
@ApplicationScoped
class HoldVault {

    private final FieldCipher cipher;
    private final SubjectHash hash;

    HoldVault(FieldCipher cipher, SubjectHash hash) {
        this.cipher = cipher;
        this.hash = hash;
    }

    private record Persons(List<PersonIdentifier> identifiers) {
        @Override
        public String toString() {
            return "Persons[redacted]";
        }
    }

    /** @return {@code null} when there is nobody */
    byte[] encrypt(UUID holdId, List<PersonIdentifier> identifiers) {
        return identifiers.isEmpty()
                ? null
                : cipher.encryptBytes(identifiersOf(holdId), EventJson.write(new Persons(identifiers)));
    }

    List<PersonIdentifier> identifiers(UUID holdId, byte[] encrypted) {
        return encrypted == null
                ? List.of()
                : EventJson.read(cipher.decryptBytes(identifiersOf(holdId), encrypted), Persons.class)
                        .identifiers();
    }

    byte[] encryptNote(UUID holdId, String note) {
        return cipher.encrypt(noteOf(holdId), note);
    }

    String note(UUID holdId, byte[] encrypted) {
        return cipher.decrypt(noteOf(holdId), encrypted);
    }

    Set<ByteBuffer> subjects(String organisation, Collection<PersonIdentifier> identifiers) {
        return identifiers.stream()
                .map(identifier -> hash.of(organisation, identifier.type(), identifier.value()))
                .map(digits -> ByteBuffer.wrap(HexFormat.of().parseHex(digits)))
                .collect(Collectors.toSet());
    }

    private static String identifiersOf(UUID holdId) {
        return "retention.hold/" + holdId + "/identifiers";
    }

    private static String noteOf(UUID holdId) {
        return "retention.hold/" + holdId + "/note";
    }
}
