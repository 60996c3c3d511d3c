package nl.privacyloket.retention.storage;

import jakarta.persistence.Converter;
import nl.privacyloket.retention.execution.CaseState;

@Converter(autoApply = true)
class CaseStateConverter extends WireNameConverter<CaseState> {

    CaseStateConverter() {
        super(CaseState.class);
    }
}
