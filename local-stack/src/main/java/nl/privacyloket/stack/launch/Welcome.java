package nl.privacyloket.stack.launch;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackAddresses;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.oidc.StaffClaims;
import nl.privacyloket.stack.sample.DemoPerson;
import nl.privacyloket.stack.sample.SampleSystem;

/** What a person needs to know to use a stack that has just started. */
final class Welcome {

    private static final List<String> ROLES =
            List.of("case-handler", "privacy-officer", "compliance", "operator", "system");

    private final Stack stack;
    private final PrintStream out;

    Welcome(Stack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    void print() {
        addresses();
        tokens();
        firstCall();
        out.println();
        out.println("Ctrl-C stops everything. Data stay in " + stack.directory().root() + "; ./run reset clears them.");
    }

    private void addresses() {
        StackAddresses addresses = stack.addresses();
        out.println();
        out.println("Where");
        for (StackService service : StackService.values()) {
            line(service.id(), addresses.baseUrl(service) + "/q/openapi");
        }
        line("received mail", addresses.mailboxUrl() + "  (JSON: " + addresses.mailboxUrl() + "/messages)");
        line("OIDC", addresses.issuerUrl());
        line("PostgreSQL", addresses.jdbcUrl(StackService.DATABASE) + "?user=postgres");
        line("sample data", addresses.jdbcUrl(SampleSystem.DATABASE) + "?user=postgres");
        line("Kafka", addresses.kafkaBootstrapServers());
        line("logs", stack.directory().logs().toString());
    }

    private void tokens() {
        List<String> organisations = Arrays.stream(SampleSystem.values())
                .map(SampleSystem::organisation)
                .toList();
        out.println();
        out.println("A token for each role, for all five organisations (for one: ./run token privacy-officer prifora)");
        for (String role : ROLES) {
            String token = stack.infrastructure()
                    .identityProvider()
                    .token(new StaffClaims(role + "@" + "everywhere", List.of(role), organisations));
            out.println();
            out.println("  " + role);
            out.println(token);
        }
    }

    private void firstCall() {
        DemoPerson person = DemoPerson.WEBSHOP;
        out.println();
        out.println("Try: ask PRIFORA's webshop to erase somebody, then read the mail");
        out.println();
        out.println("""
                curl -s %s/organisations/%s/requests -H 'Content-Type: application/json' -d '{
                  "right": "erasure", "locale": "nl",
                  "requester": { "name": "%s", "email": "%s", "role": "webshop-customer" },
                  "identifiers": [ { "type": "%s", "value": "%s" } ] }'""".formatted(
                        stack.addresses().baseUrl(StackService.REQUEST),
                        person.organisation(),
                        person.fullName(),
                        person.email(),
                        person.identifierType(),
                        person.identifierValue()));
    }

    private void line(String what, String where) {
        out.printf("  %-24s %s%n", what, where);
    }
}
