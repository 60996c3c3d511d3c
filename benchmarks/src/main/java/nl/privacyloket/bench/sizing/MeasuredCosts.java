package nl.privacyloket.bench.sizing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.privacyloket.bench.compare.Round;
import nl.privacyloket.bench.compare.Spread;

/**
 * What the scenarios measured on one machine.
 *
 * @param registered holdings per second over REST
 * @param swept due holdings per second to acknowledged commands, out of the most that were stored
 * @param erased persons erased and verified per second
 * @param purged rows purged per second
 * @param bytesOfAHolding in the register, indexes included
 */
public record MeasuredCosts(double registered, double swept, double erased, double purged, double bytesOfAHolding) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the results of a directory; empty while one of the scenarios has none, or none that tells. */
    public static Optional<MeasuredCosts> in(Path results) throws IOException {
        Optional<Double> registered = rate(results, "register", "/measured/rounds");
        Optional<Double> swept = rate(results, "sweep", "/measured/of10000000/rounds");
        Optional<Double> erased = rate(results, "erase", "/measured/rounds");
        Optional<Double> purged = rate(results, "purge", "/measured/rounds");
        JsonNode bytes = read(results, "sweep").at("/measured/bytesPerHolding");
        if (registered.isEmpty() || swept.isEmpty() || erased.isEmpty() || purged.isEmpty() || !bytes.isNumber()) {
            return Optional.empty();
        }
        return Optional.of(
                new MeasuredCosts(registered.get(), swept.get(), erased.get(), purged.get(), bytes.doubleValue()));
    }

    /** The median of the rounds that count. */
    private static Optional<Double> rate(Path results, String scenario, String place) throws IOException {
        List<Double> rates = new ArrayList<>();
        for (JsonNode one : read(results, scenario).at(place)) {
            Round round = JSON.treeToValue(one, Round.class);
            if (round.counts()) {
                rates.add(round.system());
            }
        }
        return rates.isEmpty() ? Optional.empty() : Optional.of(Spread.of(rates).median());
    }

    private static JsonNode read(Path results, String scenario) throws IOException {
        Path file = results.resolve(scenario + ".json");
        return Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.missingNode();
    }
}
