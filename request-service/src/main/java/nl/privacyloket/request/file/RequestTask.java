package nl.privacyloket.request.file;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** What one data system is doing for a request, as retention-service tells it. */
@Entity
@Table(name = "request_task")
@IdClass(RequestTask.Key.class)
public class RequestTask {

    @Id
    @Column(name = "request_id")
    private UUID requestId;

    @Id
    private String system;

    @Id
    private String command;

    private String state;

    @Column(name = "changed_at")
    private Instant changedAt;

    /** For the persistence layer. */
    protected RequestTask() {}

    RequestTask(UUID requestId, String system, String command) {
        this.requestId = requestId;
        this.system = system;
        this.command = command;
    }

    void change(String state, Instant at) {
        this.state = state;
        this.changedAt = at;
    }

    public String system() {
        return system;
    }

    /** {@code access}, {@code erase} or {@code verify}. */
    public String command() {
        return command;
    }

    /** {@code sent}, {@code done} or {@code failed}. */
    public String state() {
        return state;
    }

    public Instant changedAt() {
        return changedAt;
    }

    /** One task for each request, system and command. */
    public static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private UUID requestId;
        private String system;
        private String command;

        /** For the persistence layer. */
        protected Key() {}

        Key(UUID requestId, String system, String command) {
            this.requestId = requestId;
            this.system = system;
            this.command = command;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && requestId.equals(key.requestId)
                    && system.equals(key.system)
                    && command.equals(key.command);
        }

        @Override
        public int hashCode() {
            return Objects.hash(requestId, system, command);
        }
    }
}
