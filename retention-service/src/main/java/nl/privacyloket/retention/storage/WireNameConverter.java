package nl.privacyloket.retention.storage;

import jakarta.persistence.AttributeConverter;
import nl.privacyloket.retention.rule.WireName;

/** Stores a value under its wire name, so that a renamed constant changes nothing in the database. */
abstract class WireNameConverter<E extends Enum<E> & WireName> implements AttributeConverter<E, String> {

    private final Class<E> type;

    WireNameConverter(Class<E> type) {
        this.type = type;
    }

    @Override
    public String convertToDatabaseColumn(E value) {
        return value == null ? null : value.wireName();
    }

    @Override
    public E convertToEntityAttribute(String wireName) {
        return wireName == null ? null : WireName.parse(type, wireName);
    }
}
