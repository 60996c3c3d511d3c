package nl.privacyloket.connector.operations;

import jakarta.enterprise.context.ApplicationScoped;
import nl.privacyloket.connector.system.ConnectedSystem;
import nl.privacyloket.connector.system.SystemState;
import nl.privacyloket.connector.system.SystemState.Kind;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Down while any data system is waited for, refused, or held up; says which and by what. */
@Readiness
@ApplicationScoped
class SystemsReadiness implements HealthCheck {
    private final Connector connector;

    SystemsReadiness(Connector connector) {
        this.connector = connector;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("data-systems");
        boolean up = true;
        for (ConnectedSystem system : connector.systems()) {
            SystemState state = system.state();
            boolean ready = state.kind() == Kind.RUNNING && state.detail() == null;
            up &= ready;
            response.withData(system.mapping().system(), ready ? "ready" : word(state));
        }
        if (connector.topicsPending()) {
            up = false;
            response.withData("topics", "still to be created");
        }
        return response.status(up).build();
    }

    private static String word(SystemState state) {
        String kind =
                switch (state.kind()) {
                    case WAITING -> "waiting for ";
                    case REFUSED -> "refused: ";
                    case RUNNING -> "";
                };
        return kind + state.detail();
    }
}
