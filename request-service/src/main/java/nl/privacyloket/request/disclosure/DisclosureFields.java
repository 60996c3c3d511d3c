package nl.privacyloket.request.disclosure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.crypto.Identifiers;
import nl.privacyloket.messaging.event.EventJson;

/** Encrypts and decrypts what a disclosure holds of a person, and hashes by what it is found again. */
@ApplicationScoped
class DisclosureFields {

    private static final String E_MAIL = "e-mail";

    private final FieldCipher cipher;
    private final BlindIndex index;
    private final ObjectMapper json = EventJson.mapper();

    DisclosureFields(FieldCipher cipher, BlindIndex index) {
        this.cipher = cipher;
        this.index = index;
    }

    void seal(DisclosureFile file, DisclosureBody body) {
        UUID id = file.id();
        file.subject = seal(id, "subject", write(body.subject()));
        file.recipient = seal(id, "recipient", write(body.recipient()));
        file.purpose = seal(id, "purpose", body.purpose());
        file.askerReference = seal(id, "asker_reference", body.reference());
    }

    DisclosureBody.Subject subject(DisclosureFile file) {
        return read(open(file.id(), "subject", file.subject), DisclosureBody.Subject.class);
    }

    DisclosureBody.Recipient recipient(DisclosureFile file) {
        return read(open(file.id(), "recipient", file.recipient), DisclosureBody.Recipient.class);
    }

    String purpose(DisclosureFile file) {
        return open(file.id(), "purpose", file.purpose);
    }

    String askerReference(DisclosureFile file) {
        return open(file.id(), "asker_reference", file.askerReference);
    }

    byte[] sealAnswerNote(DisclosureFile file, String note) {
        return seal(file.id(), "answer_note", note);
    }

    String answerNote(DisclosureFile file) {
        return open(file.id(), "answer_note", file.answerNote);
    }

    /** Keyed hash of the key that a caller sends with a disclosure: one caller's key is nothing to another. */
    byte[] keyHash(String caller, String key) {
        return index.of("disclosure.idempotency-key", caller, key);
    }

    /** Keyed hash of what is sent under a key. */
    byte[] bodyHash(DisclosureBody body) {
        return index.of("disclosure.idempotency-body", write(body));
    }

    void giveToken(DisclosureFile file, String token) {
        file.statusTokenHash = tokenHash(file.id(), token);
    }

    /** Whether that is the private token of the person who was asked; takes as long for a wrong one. */
    boolean hasToken(DisclosureFile file, String token) {
        byte[] expected = file.statusTokenHash;
        return expected != null && MessageDigest.isEqual(expected, tokenHash(file.id(), token));
    }

    /** Keyed hashes under which what was disclosed about a person is found. */
    List<byte[]> indexes(String organisation, String email, List<DisclosureBody.Identifier> identifiers) {
        List<byte[]> indexes = new ArrayList<>();
        if (email != null) {
            indexes.add(index(organisation, E_MAIL, email));
        }
        identifiers.forEach(identifier -> indexes.add(index(organisation, identifier.type(), identifier.value())));
        return indexes;
    }

    private byte[] index(String organisation, String type, String value) {
        return index.of("disclosure.subject", organisation, type, Identifiers.normalise(type, value));
    }

    private byte[] tokenHash(UUID id, String token) {
        return index.of("disclosure.status-token", id.toString(), token);
    }

    private byte[] seal(UUID id, String column, String plain) {
        return cipher.encrypt("disclosure." + column + "/" + id, plain);
    }

    private String open(UUID id, String column, byte[] sealed) {
        return cipher.decrypt("disclosure." + column + "/" + id, sealed);
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("personal data cannot be written");
        }
    }

    // The parser's messages quote what they read: they are dropped.
    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("personal data cannot be read");
        }
    }
}
