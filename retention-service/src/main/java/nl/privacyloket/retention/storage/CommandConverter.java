package nl.privacyloket.retention.storage;

import jakarta.persistence.Converter;
import nl.privacyloket.retention.execution.Command;

@Converter(autoApply = true)
class CommandConverter extends WireNameConverter<Command> {

    CommandConverter() {
        super(Command.class);
    }
}
