package nl.privacyloket.faults.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nl.privacyloket.faults.client.Entry;
import nl.privacyloket.faults.client.Ledger;
import nl.privacyloket.faults.client.Person;
import nl.privacyloket.faults.evidence.Evidence.Arrived;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.client.TopicReader;
import nl.privacyloket.stack.client.TopicRecord;
import nl.privacyloket.stack.mail.ReceivedMail;

/** Gathers the evidence: databases, topics, mailbox, files, audit logs, each read by itself. */
public final class Witness {
    private final World world;
    private final Rows rows;
    private final Marks marks;
    private final AuditLook audit;
    private final Path ledger;

    /** @param mark that all persons of the run have in name and address */
    public Witness(World world, AuditLook audit, Path ledger, String mark) {
        this.world = world;
        this.rows = new Rows(world);
        this.marks = new Marks(world, mark);
        this.audit = audit;
        this.ledger = ledger;
    }

    /** What has not come to an end, by name. */
    public Map<String, Long> waiting() throws SQLException {
        return rows.waiting();
    }

    /** Everything, as it is now. */
    public Evidence gather() throws SQLException, IOException, InterruptedException {
        List<Entry> entries = Ledger.read(ledger);
        TopicReader reader = new TopicReader(world.addresses().kafkaBootstrapServers());
        List<TopicRecord> records = reader.read(reader.topics());
        List<String> customers = rows.customers();
        List<String> traces = new ArrayList<>(marks.found(records, rows));
        traces.addAll(marks.leftAtSystems(rows, erased(entries, customers)));
        return new Evidence(
                entries,
                rows.requests(),
                records,
                rows.inbox(),
                world.mailbox().all().stream().map(Witness::arrived).toList(),
                rows.messages(),
                customers,
                rows.removals(),
                audit.verdict(),
                rows.waiting(),
                traces);
    }

    // Persons whose erasure was closed and who are no customers now: nothing names them any more.
    private static Set<Person> erased(List<Entry> entries, List<String> customers) {
        Set<String> gone = new LinkedHashSet<>();
        Set<String> erasing = new LinkedHashSet<>();
        for (Entry entry : entries) {
            if (entry.what() == Entry.What.ACCEPTED && entry.detail().equals("erasure")) {
                erasing.add(entry.id());
            } else if (entry.what() == Entry.What.CLOSED && erasing.contains(entry.id())) {
                gone.add(entry.person());
            }
        }
        customers.forEach(gone::remove);
        return gone.stream().map(Person::of).collect(Collectors.toSet());
    }

    private static Arrived arrived(ReceivedMail mail) {
        return new Arrived(mail.header("Message-ID"), mail.to(), mail.subject(), mail.subject() + "\n" + mail.text());
    }
}
