package nl.privacyloket.connector.shop;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.util.List;
import nl.privacyloket.messaging.event.EventJson;

/** The published contracts. */
public final class Contracts {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private Contracts() {}

    /** What a document breaks of a contract, such as {@code events/nl.privacyloket.result.erased.v1}. */
    public static List<String> broken(String contract, byte[] json) throws IOException {
        return FACTORY
                .getSchema(SchemaLocation.of("classpath:contracts/" + contract + ".schema.json"))
                .validate(EventJson.mapper().readTree(json))
                .stream()
                .map(Object::toString)
                .toList();
    }
}
