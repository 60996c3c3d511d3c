package nl.privacyloket.request.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.state.Outcome;

/** Tells what a decision is about: what the officer made of the request, otherwise what the person asked. */
@ApplicationScoped
class Extents {

    private final SealedFields fields;

    Extents(SealedFields fields) {
        this.fields = fields;
    }

    /** What data are no longer used for, or null. */
    String purpose(RequestFile file, DecisionBody body) {
        boolean about = file.right() == Right.OBJECTION || file.right() == Right.CONSENT_WITHDRAWAL;
        if (!about || !isGrant(body)) {
            return null;
        }
        return body.purpose() == null ? file.purpose() : body.purpose();
    }

    /** What is to stand in which field. */
    List<Person.Correction> corrections(RequestFile file, DecisionBody body) {
        if (file.right() != Right.RECTIFICATION || !isGrant(body)) {
            return List.of();
        }
        return body.corrections().isEmpty()
                ? fields.open(file).corrections()
                : body.corrections().stream()
                        .map(correction -> new Person.Correction(correction.field(), correction.value()))
                        .toList();
    }

    private static boolean isGrant(DecisionBody body) {
        return Outcome.ofCode(body.outcome()).orElseThrow().isGrant();
    }
}
