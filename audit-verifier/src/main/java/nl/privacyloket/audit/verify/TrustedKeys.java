package nl.privacyloket.audit.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import nl.privacyloket.audit.verify.log.LogKeys;
import nl.privacyloket.tlog.CheckpointVerifier;

/** The public keys that the reader trusts, log by log. A log can have several: its key is replaced now and then. */
public final class TrustedKeys {
    private static final String UNTIL = ";until=";

    private final Map<String, LogKeys> byLog = new TreeMap<>();

    /**
     * Adds what was given: a key, a file of keys (one a line, as {@code GET /audit/keys} answers them), or a folder of such
     * files. A key belongs to the log that its name ends in: {@code privacyloket/request-service} to
     * {@code request-service}; {@code <log>=} before it says otherwise. {@code ;until=<size>} behind it: the key was stolen,
     * and checkpoints over more entries than that are not believed by it.
     *
     * @throws UnusableInputException when there is no key in it
     */
    public void add(String given) throws UnusableInputException {
        int equals = given.indexOf('=');
        boolean named = equals > 0 && given.substring(0, equals).matches("[a-z][a-z0-9-]{0,62}");
        String log = named ? given.substring(0, equals) : null;
        String rest = named ? given.substring(equals + 1) : given;
        int before = count();
        Path path = path(rest);
        if (path == null) {
            addKey(log, rest, "the key " + rest);
        } else {
            addFiles(log, path);
        }
        if (count() == before && path != null && isEmpty(path)) {
            throw new UnusableInputException("There is no key in " + path);
        }
    }

    /** The keys of a log; empty when none was given. */
    public LogKeys of(String log) {
        return byLog.getOrDefault(log, new LogKeys());
    }

    /** The logs that keys were given for. */
    public Set<String> logs() {
        return byLog.keySet();
    }

    /** The log whose checkpoints have this origin, or null. */
    public String logOf(String origin) {
        return byLog.entrySet().stream()
                .filter(keys -> keys.getValue().all().stream()
                        .anyMatch(key -> key.name().equals(origin)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private int count() {
        return byLog.values().stream().mapToInt(keys -> keys.all().size()).sum();
    }

    private static Path path(String text) {
        try {
            Path path = Path.of(text);
            return Files.exists(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static boolean isEmpty(Path path) throws UnusableInputException {
        return lines(path).isEmpty();
    }

    private void addFiles(String log, Path path) throws UnusableInputException {
        for (String line : lines(path)) {
            addKey(log, line, "a line of " + path);
        }
    }

    private static List<String> lines(Path path) throws UnusableInputException {
        List<String> lines = new ArrayList<>();
        try {
            if (!Files.isDirectory(path)) {
                lines.addAll(Files.readAllLines(path));
            } else {
                try (Stream<Path> files = Files.list(path)) {
                    for (Path file : files.filter(f -> f.toString().endsWith(".vkey"))
                            .sorted()
                            .toList()) {
                        lines.addAll(Files.readAllLines(file));
                    }
                }
            }
        } catch (IOException e) {
            throw new UnusableInputException("The keys in " + path + " cannot be read");
        }
        lines.removeIf(line -> line.isBlank() || line.startsWith("#"));
        return lines;
    }

    private void addKey(String log, String line, String what) throws UnusableInputException {
        int limit = line.indexOf(UNTIL);
        String vkey = limit < 0 ? line : line.substring(0, limit);
        try {
            long until = limit < 0 ? LogKeys.ALWAYS : Long.parseLong(line.substring(limit + UNTIL.length()));
            CheckpointVerifier key = CheckpointVerifier.of(vkey);
            String name = key.name();
            String of = log == null ? name.substring(name.lastIndexOf('/') + 1) : log;
            byLog.computeIfAbsent(of, any -> new LogKeys()).add(key, until);
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException(Character.toUpperCase(what.charAt(0)) + what.substring(1)
                    + " is no file and no key: " + e.getMessage());
        }
    }
}
