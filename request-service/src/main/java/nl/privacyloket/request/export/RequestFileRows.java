package nl.privacyloket.request.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.law.Coded;
import nl.privacyloket.request.policy.Policy;

/** What this service itself holds of a person: their requests. They belong in a package like what the data systems hold. */
@ApplicationScoped
class RequestFileRows {

    /** The system that is named for them. */
    static final String SYSTEM = "request-service";

    /** The category that they are in, by the policies. */
    static final String CATEGORY = "request-file";

    private static final List<String> COLUMNS = List.of(
            "reference",
            "right",
            "received_on",
            "channel",
            "status",
            "outcome",
            "name",
            "email",
            "birth_date",
            "postal_address",
            "identifiers",
            "details");

    private final OwnRequests own;
    private final SealedFields fields;

    RequestFileRows(OwnRequests own, SealedFields fields) {
        this.own = own;
        this.fields = fields;
    }

    /** The person's requests, as a data system would bring them; empty when the policy knows no such category. */
    Optional<PartBody> of(RequestFile file, Policy policy) {
        if (policy.category(CATEGORY).isEmpty()) {
            return Optional.empty();
        }
        List<List<JsonNode>> rows = new ArrayList<>();
        own.of(file).forEach(request -> rows.add(row(request)));
        return Optional.of(
                new PartBody(SYSTEM, List.of(new PartBody.CategoryPart(CATEGORY, "request", COLUMNS, rows))));
    }

    private List<JsonNode> row(RequestFile file) {
        Person person = fields.open(file);
        Person.Requester requester = person.requester();
        List<String> identifiers = person.identifiers().stream()
                .map(identifier -> identifier.type() + " " + identifier.value())
                .toList();
        List<JsonNode> row = new ArrayList<>();
        add(row, file.reference());
        add(row, file.right().code());
        add(row, file.dates().receivedOn());
        add(row, file.channel().code());
        add(row, file.status().code());
        add(row, code(file.outcome()));
        add(row, requester.name());
        add(row, requester.email());
        add(row, requester.birthDate());
        add(row, requester.postalAddress());
        add(row, identifiers.isEmpty() ? null : String.join("; ", identifiers));
        add(row, person.details());
        return row;
    }

    private static void add(List<JsonNode> row, Object value) {
        row.add(
                value == null
                        ? JsonNodeFactory.instance.nullNode()
                        : JsonNodeFactory.instance.textNode(value.toString()));
    }

    private static String code(Coded value) {
        return value == null ? null : value.code();
    }
}
