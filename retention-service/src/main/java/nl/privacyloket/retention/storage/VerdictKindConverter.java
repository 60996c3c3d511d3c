package nl.privacyloket.retention.storage;

import jakarta.persistence.Converter;
import nl.privacyloket.retention.plan.VerdictKind;

@Converter(autoApply = true)
class VerdictKindConverter extends WireNameConverter<VerdictKind> {

    VerdictKindConverter() {
        super(VerdictKind.class);
    }
}
