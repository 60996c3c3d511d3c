package nl.privacyloket.request.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.crypto.Identifiers;
import nl.privacyloket.messaging.event.EventJson;

/** Encrypts and decrypts what a request file holds of a person. */
@ApplicationScoped
public class SealedFields {

    private static final TypeReference<List<Person.Identifier>> IDENTIFIERS = new TypeReference<>() {};
    private static final TypeReference<List<Person.Correction>> CORRECTIONS = new TypeReference<>() {};

    private final FieldCipher cipher;
    private final BlindIndex index;
    private final ObjectMapper json = EventJson.mapper();

    SealedFields(FieldCipher cipher, BlindIndex index) {
        this.cipher = cipher;
        this.index = index;
    }

    /** Ciphertext of one column of one request; null stays null. */
    public byte[] seal(UUID request, String column, String plain) {
        return cipher.encrypt(context(request, column), plain);
    }

    /** The value of one column of one request; null stays null. */
    public String open(UUID request, String column, byte[] sealed) {
        return cipher.decrypt(context(request, column), sealed);
    }

    /** The person's private token, to write to them again. */
    public String statusToken(RequestFile file) {
        return open(file.id(), "status_token", file.access().statusToken);
    }

    /** Keyed hash under which requests with the same address at the same organisation are found; null for none. */
    public byte[] emailIndex(String organisation, String email) {
        return email == null ? null : index.of("request.email", organisation, Identifiers.normalise("e-mail", email));
    }

    PersonColumns seal(UUID id, String organisation, Person person) {
        Person.Requester requester = person.requester();
        PersonColumns columns = new PersonColumns();
        columns.name = seal(id, "requester_name", requester.name());
        columns.email = seal(id, "requester_email", requester.email());
        columns.emailIndex = emailIndex(organisation, requester.email());
        columns.birthDate = seal(id, "requester_birth_date", text(requester.birthDate()));
        columns.postalAddress = seal(id, "requester_postal_address", requester.postalAddress());
        columns.representative = seal(id, "representative", write(person.representative()));
        columns.identifiers = seal(id, "identifiers", write(person.identifiers()));
        columns.details = seal(id, "details", person.details());
        columns.corrections =
                person.corrections().isEmpty() ? null : seal(id, "corrections", write(person.corrections()));
        columns.transferTo = seal(id, "transfer_to", write(person.transferTo()));
        return columns;
    }

    /** Ciphertext of what a decision puts in which field; null for nothing. */
    public byte[] sealCorrections(UUID request, List<Person.Correction> corrections) {
        return corrections.isEmpty() ? null : seal(request, "decided_corrections", write(corrections));
    }

    /** What a decision puts in which field. */
    public List<Person.Correction> openCorrections(UUID request, byte[] sealed) {
        return sealed == null ? List.of() : read(open(request, "decided_corrections", sealed), CORRECTIONS);
    }

    /** The person of a request, decrypted. */
    public Person open(RequestFile file) {
        UUID id = file.id();
        PersonColumns columns = file.person();
        String birthDate = open(id, "requester_birth_date", columns.birthDate);
        String corrections = open(id, "corrections", columns.corrections);
        return new Person(
                new Person.Requester(
                        open(id, "requester_name", columns.name),
                        open(id, "requester_email", columns.email),
                        birthDate == null ? null : LocalDate.parse(birthDate),
                        open(id, "requester_postal_address", columns.postalAddress)),
                read(open(id, "representative", columns.representative), Person.Representative.class),
                read(open(id, "identifiers", columns.identifiers), IDENTIFIERS),
                open(id, "details", columns.details),
                corrections == null ? List.of() : read(corrections, CORRECTIONS),
                read(open(id, "transfer_to", columns.transferTo), Person.Party.class));
    }

    private static String context(UUID request, String column) {
        return "request." + column + "/" + request;
    }

    private static String text(LocalDate date) {
        return date == null ? null : date.toString();
    }

    private String write(Object value) {
        try {
            return value == null ? null : json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("personal data cannot be written");
        }
    }

    // The parser's messages quote what they read: they are dropped.
    private <T> T read(String text, Class<T> type) {
        try {
            return text == null ? null : json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("personal data cannot be read");
        }
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("personal data cannot be read");
        }
    }
}
