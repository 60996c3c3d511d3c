package nl.privacyloket.kit.contract;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.jboss.jandex.IndexView;

/**
 * Completes the OpenAPI document of a service while it is built, so that what {@code /q/openapi} serves and what is committed
 * under {@code contracts/openapi} is the same on every machine: each field, parameter and operation described, each refusal
 * that an operation can answer with listed by the type of its problem, examples from {@code contracts/openapi/examples}.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ContractDocument implements OASFilter {
    private final IndexView index;

    /** @param index of the classes of the service and of what it is built from */
    public ContractDocument(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        SourceComments comments = new SourceComments(loader);
        Wording wording = new Wording(loader);
        Examples examples = Examples.of(loader);
        document.setServers(List.of(OASFactory.createServer()
                .url("/")
                .description("The service, wherever it is deployed: paths are relative to its own address.")));
        OperationMethods methods = new OperationMethods(index);
        new WaysIn(methods, wording).describe(document);
        methods.completeAnswers(document);
        new SchemaDescriptions(new SchemaTypes(index), comments, wording, loader).describe(document);
        OperationDescriptions operations = new OperationDescriptions(methods, comments, wording, examples);
        Refusals refusals = new Refusals(loader, examples);
        AnswerHeaders headers = new AnswerHeaders(wording);
        for (Map.Entry<String, PathItem> path :
                document.getPaths().getPathItems().entrySet()) {
            for (Operation operation : path.getValue().getOperations().values()) {
                // Before it gets a name of its own, by which its method is no longer found.
                boolean open = methods.letsAnyoneIn(operation);
                operations.describe(document, operation, path.getKey());
                headers.addTo(operation);
                refusals.addTo(operation, open, document.getComponents());
            }
        }
        refusals.requireNames();
        headers.requireBodies();
        WholePatterns.anchor(document);
    }
}
