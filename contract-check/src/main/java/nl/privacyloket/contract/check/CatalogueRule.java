package nl.privacyloket.contract.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.nio.file.Path;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.EntryRule;
import nl.privacyloket.messaging.event.EventJson;

/** In every test of a module that has this one: no audit entry is written that its schema and the catalogue do not know. */
public final class CatalogueRule implements EntryRule {
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private static final JsonSchema ENTRY = schema("events/nl.privacyloket.audit.entry.v1.schema.json");
    private static final JsonSchema CATALOGUE = schema("audit/entry-types.schema.json");

    private record Data(
            String service,
            long index,
            String at,
            String organisation,
            String actor,
            String action,
            ObjectReference object,
            String outcome,
            Integer policyVersion,
            String requestId) {}

    private record ObjectReference(String type, String id) {}

    private static JsonSchema schema(String name) {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of("classpath:contracts/" + name), CONFIG);
    }

    /** Tests run in the folder of their module; that of the connector speaks for a data system. */
    private static String service() {
        String folder = Path.of("").toAbsolutePath().getFileName().toString();
        return folder.endsWith("-service") ? folder : "webshop";
    }

    @Override
    public void check(AuditEntry entry) {
        Data data = new Data(
                service(),
                0,
                entry.at().toString(),
                entry.organisation(),
                entry.actor(),
                entry.action(),
                new ObjectReference(entry.objectType(), entry.objectId()),
                entry.outcome(),
                entry.policyVersion(),
                entry.requestId() == null ? null : entry.requestId().toString());
        JsonNode json = EventJson.mapper().valueToTree(data);
        if (!ENTRY.validate(json).isEmpty()) {
            throw new AssertionError("Not as the schema of entries asks: " + entry + ENTRY.validate(json));
        }
        // Of a hundred alternatives the reasons say nothing.
        if (!CATALOGUE.validate(json).isEmpty()) {
            throw new AssertionError("The catalogue does not know " + entry);
        }
    }
}
