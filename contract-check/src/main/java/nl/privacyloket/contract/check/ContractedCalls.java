package nl.privacyloket.contract.check;

import io.quarkus.test.junit.callback.QuarkusTestAfterConstructCallback;
import io.restassured.RestAssured;
import org.eclipse.microprofile.config.ConfigProvider;

/** Puts {@link ContractFilter} into every test of a service that has a published contract; the platform finds it by itself. */
public final class ContractedCalls implements QuarkusTestAfterConstructCallback {
    @Override
    public void afterConstruct(Object testInstance) {
        // Tests of another profile have classes of their own; what is asked here outlives them.
        boolean installed = RestAssured.filters().stream()
                .anyMatch(filter -> filter.getClass().getName().equals(ContractFilter.class.getName()));
        String service = ConfigProvider.getConfig().getValue("privacyloket.name", String.class);
        if (!installed && OpenApiContract.exists(service)) {
            RestAssured.filters(new ContractFilter(service));
        }
    }
}
