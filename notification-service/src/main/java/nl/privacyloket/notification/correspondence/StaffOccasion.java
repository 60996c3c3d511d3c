package nl.privacyloket.notification.correspondence;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Something that staff must hear and act on. It holds nothing of the person, so it can be sent again at any time. */
public sealed interface StaffOccasion extends Occasion {
    @Override
    default Receiver receiver() {
        return Receiver.STAFF;
    }

    @Override
    default boolean goesWhenSent() {
        return false;
    }

    /**
     * A request is on the desk.
     *
     * @param status state of the request, as in its facts
     */
    record NewRequest(String status) implements StaffOccasion {
        @Override
        public String kind() {
            return "staff-new";
        }
    }

    /**
     * The person answered a question, and the term runs again.
     *
     * @param dueOn the last day from now on
     */
    record Answered(LocalDate dueOn) implements StaffOccasion {
        @Override
        public String kind() {
            return "staff-answered";
        }
    }

    /**
     * A data system did not do its part, or cannot, and nothing goes on without people.
     *
     * @param trouble what kind of failure it is
     * @param system id of the data system; null when it is no single one
     * @param reason kebab-case code; null when the trouble says it all
     * @param toDo the command that has to be done by hand, as in the facts of retention-service; null otherwise
     * @param on day on which data should have gone; null for other troubles
     * @param about the organisation, when it is about no request; otherwise null
     */
    record TaskFailed(Trouble trouble, String system, String reason, String toDo, LocalDate on, OrganisationFacts about)
            implements StaffOccasion {

        /** Ways in which it can go wrong. Stored. */
        public enum Trouble {
            /** What was decided cannot be carried out. */
            STUCK,
            /** The system takes no such command: people do it there. */
            BY_HAND,
            /** The data are no longer those that were decided on. */
            PLAN_DRIFTED,
            /** Data whose term has ended are still there. */
            NOT_PURGED
        }

        @Override
        public String kind() {
            return "staff-task-failed";
        }

        @Override
        public Optional<Matter> matter() {
            return Optional.ofNullable(about);
        }
    }

    /**
     * A message to somebody who is not staff did not reach them, and is not tried again by itself.
     *
     * @param messageKind which message, as {@link Occasion#kind()} has it
     * @param reason kebab-case code, as in the list of messages
     * @param about the disclosure that the message was about; null when it was about a request
     */
    record MailFailed(String messageKind, String reason, DisclosureFacts about) implements StaffOccasion {
        @Override
        public String kind() {
            return "staff-mail-failed";
        }

        @Override
        public Optional<DisclosureFacts> disclosure() {
            return Optional.ofNullable(about);
        }
    }

    /**
     * What there is to do and what happened, once a day.
     *
     * @param about the organisation
     * @param day in its zone
     * @param open how many requests are open
     * @param topics what there is something to say of
     */
    record Digest(OrganisationFacts about, LocalDate day, int open, List<Topic> topics) implements StaffOccasion {
        public Digest {
            topics = List.copyOf(topics);
        }

        @Override
        public String kind() {
            return "staff-digest";
        }

        @Override
        public Optional<Matter> matter() {
            return Optional.of(about);
        }

        /** What a digest can tell. Stored. */
        public enum Subject {
            OVERDUE,
            DUE_SOON,
            NEW,
            WAITING,
            TASKS_FAILED,
            MESSAGES_FAILED,
            SUPPRESSED,
            TO_PRINT,
            ANNOUNCEMENTS
        }

        /**
         * One of them.
         *
         * @param count how many there are in all
         * @param lines the requests that it is about, or the first of them
         * @param more whether there are more than these
         */
        public record Topic(Subject subject, int count, List<Line> lines, boolean more) {
            public Topic {
                lines = List.copyOf(lines);
            }
        }

        /**
         * One request, or its messages.
         *
         * @param reference of the request
         * @param right what it asks for, as in its facts
         * @param dueOn last day; null when that is not what the topic is about
         */
        public record Line(String reference, String right, LocalDate dueOn) {}
    }
}
