package nl.privacyloket.request.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Policies in files, one organisation each. */
public final class PolicyFile {

    private PolicyFile() {}

    /**
     * Reads every {@code *.yaml} of a folder.
     *
     * @throws InvalidPolicyException naming the file and the field when one is not a valid policy
     */
    public static List<Policy> readAll(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            Collection<Policy> policies = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted(Comparator.comparing(Path::getFileName))
                    .map(PolicyFile::read)
                    .collect(Collectors.toMap(
                            Policy::organisation,
                            policy -> policy,
                            (one, other) -> {
                                throw new InvalidPolicyException(
                                        folder.toString(),
                                        List.of("organisation: two files are about " + one.organisation()));
                            },
                            TreeMap::new))
                    .values();
            return List.copyOf(policies);
        } catch (IOException e) {
            throw new InvalidPolicyException(folder.toString(), List.of("the folder with policies cannot be read"));
        }
    }

    /**
     * Reads one file.
     *
     * @throws InvalidPolicyException naming the file and the field when it is not a valid policy
     */
    public static Policy read(Path file) {
        String name = file.getFileName().toString();
        Policy policy;
        try {
            policy = PolicyJson.readYaml(Files.readString(file));
        } catch (JsonMappingException e) {
            throw new InvalidPolicyException(name, texts(List.of(PolicyFault.of(e))));
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw new InvalidPolicyException(name, List.of("not YAML" + place + ": " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new InvalidPolicyException(name, List.of("cannot be read"));
        }
        List<PolicyFault> faults = PolicyCheck.faults(policy);
        if (!faults.isEmpty()) {
            throw new InvalidPolicyException(name, texts(faults));
        }
        return policy;
    }

    private static List<String> texts(List<PolicyFault> faults) {
        return faults.stream()
                .map(fault -> fault.field() + ": " + fault.in(Locale.ENGLISH))
                .toList();
    }
}
