package nl.privacyloket.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The checkout of which results tell. */
public final class Checkout {
    private Checkout() {}

    /** Its commit, with {@code +} when files differ from it (results aside); {@code unknown} when that cannot be told. */
    public static String commit(Path project) throws InterruptedException {
        Optional<String> commit = git(project, "rev-parse", "--short=10", "HEAD");
        if (commit.isEmpty()) {
            return "unknown";
        }
        boolean changed = git(project, "status", "--porcelain", "--", ".", ":!benchmarks/results", ":!faults/results")
                .map(files -> !files.isBlank())
                .orElse(true);
        return commit.get().strip() + (changed ? "+" : "");
    }

    private static Optional<String> git(Path project, String... words) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        try {
            Process git = new ProcessBuilder(command)
                    .directory(project.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 ? Optional.of(out) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
