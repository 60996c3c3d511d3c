package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import nl.privacyloket.crypto.CryptoException;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.crypto.SealOpener;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.retention.casework.Subject.Correction;
import nl.privacyloket.retention.casework.Subject.Corrections;
import nl.privacyloket.retention.casework.Subject.Upload;
import nl.privacyloket.retention.hold.PersonIdentifier;

/** Keeps what identifies the person of a case: sealed when it comes in, encrypted as long as the case is open. */
@ApplicationScoped
class SubjectVault {

    private final SealOpener opener;
    private final FieldCipher cipher;
    private final SubjectHash hash;

    SubjectVault(SealOpener opener, FieldCipher cipher, SubjectHash hash) {
        this.opener = opener;
        this.cipher = cipher;
        this.hash = hash;
    }

    /**
     * Takes the person into the case.
     *
     * @throws PoisonEventException when the seal does not open or holds no identifier
     */
    void keepSubject(RequestCase request, Sealed sealed) {
        var subject = open(sealed, Subject.class);
        if (subject.identifiers() == null || subject.identifiers().isEmpty()) {
            throw new PoisonEventException("subject-without-identifier");
        }
        // By the address where there is one; a person who wrote by post may have none, and systems then say what they
        // lack.
        var naming = subject.identifiers().stream()
                .filter(identifier -> Subject.E_MAIL.equals(identifier.type()))
                .findFirst()
                .orElseGet(() -> subject.identifiers().get(0));
        var encrypted = cipher.encryptBytes(identifiersOf(request), EventJson.write(subject));
        request.identify(hash.of(request.organisation(), naming.type(), naming.value()), encrypted);
    }

    /** @throws PoisonEventException when the seal does not open or holds no address */
    void keepUpload(RequestCase request, Sealed sealed) {
        var upload = open(sealed, Upload.class);
        if (upload.url() == null || upload.secret() == null) {
            throw new PoisonEventException("upload-incomplete");
        }
        request.collectAt(cipher.encryptBytes(uploadOf(request), EventJson.write(upload)));
    }

    /** @throws PoisonEventException when the seal does not open or holds no correction */
    void keepCorrections(RequestCase request, Sealed sealed) {
        var corrections = open(sealed, Corrections.class);
        if (corrections.corrections() == null
                || corrections.corrections().isEmpty()
                || corrections.corrections().stream()
                        .anyMatch(one -> one == null || one.field() == null || one.value() == null)) {
            throw new PoisonEventException("corrections-incomplete");
        }
        request.correctTo(cipher.encryptBytes(correctionsOf(request), EventJson.write(corrections)));
    }

    /** What must be corrected; empty when nothing was named. */
    List<Correction> corrections(RequestCase request) {
        return request.corrections() == null
                ? List.of()
                : read(cipher.decryptBytes(correctionsOf(request), request.corrections()), Corrections.class)
                        .corrections();
    }

    /** @throws IllegalStateException when the case has ended */
    Subject subject(RequestCase request) {
        if (request.identifiers() == null) {
            throw new IllegalStateException("the case has ended, nobody can be asked about the person");
        }
        return read(cipher.decryptBytes(identifiersOf(request), request.identifiers()), Subject.class);
    }

    /** By what a hold knows the person. */
    List<PersonIdentifier> held(RequestCase request) {
        return persons(subject(request));
    }

    /**
     * By what a hold knows a person, of whom nothing is kept here.
     *
     * @return empty when nobody is named
     * @throws PoisonEventException when the seal does not open
     */
    List<PersonIdentifier> held(Sealed sealed) {
        return sealed == null ? List.of() : persons(open(sealed, Subject.class));
    }

    /** By what a hold knows the person once the corrections have been made; empty when none of them changes that. */
    List<PersonIdentifier> heldWhenCorrected(RequestCase request) {
        if (request.corrections() == null) {
            return List.of();
        }
        var known = held(request).stream().map(PersonIdentifier::type).collect(Collectors.toSet());
        return corrections(request).stream()
                .filter(correction -> known.contains(correction.field()))
                .map(correction -> new PersonIdentifier(correction.field(), correction.value()))
                .toList();
    }

    private static List<PersonIdentifier> persons(Subject subject) {
        return subject.identifiers() == null
                ? List.of()
                : subject.identifiers().stream()
                        .map(identifier -> new PersonIdentifier(identifier.type(), identifier.value()))
                        .toList();
    }

    /** @throws IllegalStateException when the case has ended or never had one */
    Upload upload(RequestCase request) {
        if (request.upload() == null) {
            throw new IllegalStateException("the case has no upload address");
        }
        return read(cipher.decryptBytes(uploadOf(request), request.upload()), Upload.class);
    }

    private <T> T open(Sealed sealed, Class<T> type) {
        if (sealed == null) {
            throw new PoisonEventException("seal-missing");
        }
        try {
            return opener.open(sealed, type);
        } catch (CryptoException e) {
            throw new PoisonEventException("seal-does-not-open");
        }
    }

    private static <T> T read(byte[] json, Class<T> type) {
        return EventJson.read(json, type);
    }

    private static String identifiersOf(RequestCase request) {
        return "retention.request_case/" + request.requestId() + "/identifiers";
    }

    private static String correctionsOf(RequestCase request) {
        return "retention.request_case/" + request.requestId() + "/corrections";
    }

    private static String uploadOf(RequestCase request) {
        return "retention.request_case/" + request.requestId() + "/upload";
    }
}
