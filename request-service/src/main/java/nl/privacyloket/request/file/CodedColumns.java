package nl.privacyloket.request.file;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Arrays;
import nl.privacyloket.request.law.Coded;
import nl.privacyloket.request.law.RefusalGround;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.policy.Channel;
import nl.privacyloket.request.state.Outcome;
import nl.privacyloket.request.state.RequestStatus;

/** Stores coded values under their published names. */
abstract class CodedColumns<E extends Enum<E> & Coded> implements AttributeConverter<E, String> {

    private final Class<E> type;

    private CodedColumns(Class<E> type) {
        this.type = type;
    }

    @Override
    public String convertToDatabaseColumn(E value) {
        return value == null ? null : value.code();
    }

    @Override
    public E convertToEntityAttribute(String code) {
        return code == null
                ? null
                : Arrays.stream(type.getEnumConstants())
                        .filter(value -> value.code().equals(code))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalStateException(type.getSimpleName() + " " + code + " is not known here"));
    }

    @Converter(autoApply = true)
    static class OfRight extends CodedColumns<Right> {
        OfRight() {
            super(Right.class);
        }
    }

    @Converter(autoApply = true)
    static class OfStatus extends CodedColumns<RequestStatus> {
        OfStatus() {
            super(RequestStatus.class);
        }
    }

    @Converter(autoApply = true)
    static class OfOutcome extends CodedColumns<Outcome> {
        OfOutcome() {
            super(Outcome.class);
        }
    }

    @Converter(autoApply = true)
    static class OfChannel extends CodedColumns<Channel> {
        OfChannel() {
            super(Channel.class);
        }
    }

    @Converter(autoApply = true)
    static class OfGround extends CodedColumns<RefusalGround> {
        OfGround() {
            super(RefusalGround.class);
        }
    }
}
