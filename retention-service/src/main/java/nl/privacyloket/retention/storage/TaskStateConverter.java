package nl.privacyloket.retention.storage;

import jakarta.persistence.Converter;
import nl.privacyloket.retention.execution.TaskState;

@Converter(autoApply = true)
class TaskStateConverter extends WireNameConverter<TaskState> {

    TaskStateConverter() {
        super(TaskState.class);
    }
}
