package nl.privacyloket.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code deploy/} has for whoever watches the services: dashboards for Grafana and rules for Prometheus. */
final class Monitoring {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final Path DASHBOARDS = PROJECT.resolve("deploy/grafana/dashboards");
    private static final Path RULES = PROJECT.resolve("deploy/prometheus/alerts.yaml");
    private static final Set<String> WORDS = Set.of("by", "without", "on", "ignoring", "or", "and", "unless", "bool");
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(\\{[^}]*\\})?(\\s*\\()?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(?:=~|!~|!=|=)");

    private Monitoring() {}

    /** Each dashboard by the name of its file. */
    static Map<String, JsonNode> dashboards() {
        Map<String, JsonNode> dashboards = new TreeMap<>();
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            for (Path file : files.toList()) {
                dashboards.put(file.getFileName().toString(), new ObjectMapper().readTree(file.toFile()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return dashboards;
    }

    static List<JsonNode> alerts() {
        List<JsonNode> alerts = new ArrayList<>();
        try {
            for (JsonNode group : new YAMLMapper().readTree(RULES.toFile()).path("groups")) {
                group.path("rules").forEach(alerts::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return alerts;
    }

    static List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        dashboards().values().forEach(dashboard -> dashboard.path("panels").forEach(panels::add));
        return panels;
    }

    /** All expressions, of panels and of rules. */
    static List<String> expressions() {
        List<String> expressions = new ArrayList<>();
        panels().forEach(panel -> panel.path("targets")
                .forEach(target -> expressions.add(target.path("expr").asText())));
        alerts().forEach(alert -> expressions.add(alert.path("expr").asText()));
        return expressions;
    }

    /** The series that an expression reads, each with the labels that it chooses by. */
    static Map<String, Set<String>> series(String expression) {
        // Lists of labels are no series.
        String plain = expression
                .replaceAll("\\b(by|without|on|ignoring)\\s*\\([^)]*\\)", "")
                .replaceAll("\\[[^]]*]", "");
        Map<String, Set<String>> series = new TreeMap<>();
        Matcher selector = SELECTOR.matcher(plain);
        while (selector.find()) {
            boolean called = selector.group(3) != null;
            if (called || WORDS.contains(selector.group(1))) {
                continue;
            }
            Set<String> labels = series.computeIfAbsent(selector.group(1), name -> new TreeSet<>());
            Matcher label = LABEL.matcher(selector.group(2) == null ? "" : selector.group(2));
            while (label.find()) {
                labels.add(label.group(1));
            }
        }
        return series;
    }
}
