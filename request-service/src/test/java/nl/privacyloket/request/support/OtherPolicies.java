package nl.privacyloket.request.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Organisations that promise something else than the five: Prifora's policy with one thing changed in each. */
public final class OtherPolicies implements QuarkusTestProfile {

    /** Days of waiting for the person do not count. */
    public static final String PAUSES = "pauses";

    /** The term starts anew with the answer. */
    public static final String RESTARTS = "restarts";

    /** Access, erasure and rectification take two officers, a grant of erasure an extra factor. */
    public static final String TAKES_TWO = "takes-two";

    /** Changes its policy. */
    public static final String CHANGES = "changes";

    private static final String NO_APPROVAL = "approval: { fourEyes: [], stepUp: { rights: [], acr: [], amr: [] } }";

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(
                RequestEnvironment.class, Map.of(RequestEnvironment.POLICIES, write().toString())));
    }

    private static Path write() {
        try {
            Path folder = Files.createTempDirectory("policies");
            String prifora = Files.readString(Path.of("../policies/prifora.yaml"));
            write(folder, prifora, PAUSES, "suspension: none", "suspension: pause");
            write(folder, prifora, RESTARTS, "suspension: none", "suspension: restart");
            write(
                    folder,
                    prifora,
                    TAKES_TWO,
                    NO_APPROVAL,
                    "approval: { fourEyes: [access, erasure, rectification],"
                            + " stepUp: { rights: [erasure], acr: [gold, platinum], amr: [otp] } }");
            write(folder, prifora, CHANGES, NO_APPROVAL, NO_APPROVAL);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path folder, String policy, String organisation, String from, String to)
            throws IOException {
        if (!policy.contains(from)) {
            throw new IllegalStateException("the policy that this rests on has changed: " + from);
        }
        Files.writeString(
                folder.resolve(organisation + ".yaml"),
                policy.replace("organisation: prifora", "organisation: " + organisation)
                        .replace(from, to));
    }
}
