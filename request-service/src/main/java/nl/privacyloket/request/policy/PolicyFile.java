package nl.privacyloket.request.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.privacyloket.request.law.Coded;

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
            throw new InvalidPolicyException(name, List.of(path(e) + ": " + fault(e)));
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw new InvalidPolicyException(name, List.of("not YAML" + place + ": " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new InvalidPolicyException(name, List.of("cannot be read"));
        }
        List<String> faults = new ArrayList<>(PolicyCheck.faults(policy));
        if (!faults.isEmpty()) {
            throw new InvalidPolicyException(name, faults);
        }
        return policy;
    }

    /** In words of the file: the parser's own name Java classes. */
    private static String fault(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException) {
            return "there is no such field";
        }
        if (e instanceof InvalidFormatException format && Coded.class.isAssignableFrom(format.getTargetType())) {
            return format.getValue() + " is not one of "
                    + Arrays.stream(format.getTargetType().getEnumConstants())
                            .map(value -> ((Coded) value).code())
                            .toList();
        }
        if (e instanceof InvalidFormatException format) {
            return format.getValue() + " is not a " + format.getTargetType().getSimpleName();
        }
        if (e instanceof ValueInstantiationException && e.getCause() instanceof DateTimeParseException period) {
            return period.getParsedString() + ": " + period.getMessage();
        }
        if (e instanceof MismatchedInputException) {
            return "missing, or not of the form that is expected";
        }
        return e.getOriginalMessage();
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (Reference reference : e.getPath()) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.isEmpty() ? "document" : path.toString();
    }
}
