package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.retention.casework.Subject.Correction;
import nl.privacyloket.retention.casework.Subject.Identifier;
import nl.privacyloket.retention.execution.Command;
import nl.privacyloket.retention.system.ContactAddresses;
import nl.privacyloket.retention.system.DataSystem;

/**
 * Tells recipients of data who take no commands what was decided about these data (GDPR art. 19): notification-service
 * writes to them. What they do with it cannot be checked.
 */
@ApplicationScoped
class RecipientNotices {
    private static final String MAILER = "notification-service";

    private final SystemTasks tasks;
    private final ContactAddresses addresses;
    private final SubjectVault vault;
    private final Sealer sealer;
    private final Facts facts;
    private final Clock clock;

    RecipientNotices(
            SystemTasks tasks,
            ContactAddresses addresses,
            SubjectVault vault,
            Sealer sealer,
            Facts facts,
            Clock clock) {
        this.tasks = tasks;
        this.addresses = addresses;
        this.vault = vault;
        this.sealer = sealer;
        this.facts = facts;
        this.clock = clock;
    }

    /** Sealed to the service that writes the mail. */
    record Contact(
            String recipient,
            String email,
            List<Identifier> identifiers,
            List<String> categories,
            List<Correction> corrections) {
        @Override
        public String toString() {
            return "Contact[redacted]";
        }
    }

    /** Has it written to, unless it was told the same in an earlier round. */
    void tell(RequestCase request, DataSystem recipient, Command command) {
        var wasTold = tasks.all(request.requestId()).stream()
                .anyMatch(task -> task.isTold()
                        && task.command() == command
                        && task.system().equals(recipient.id()));
        if (wasTold) {
            return;
        }
        var task = new SystemTask(request, recipient.id(), command, List.of(), clock.instant());
        task.tellByMail(clock.instant());
        tasks.persist(task);
        facts.recipientTold(request, task, contact(request, recipient, command));
        facts.taskChanged(request, task);
    }

    private Sealed contact(RequestCase request, DataSystem recipient, Command command) {
        var categories = recipient.categories().stream()
                .filter(category ->
                        request.categories().isEmpty() || request.categories().contains(category))
                .toList();
        return sealer.seal(
                MAILER,
                new Contact(
                        recipient.name(),
                        addresses.of(recipient),
                        vault.subject(request).identifiers(),
                        categories,
                        command == Command.RECTIFY ? vault.corrections(request) : List.of()));
    }
}
