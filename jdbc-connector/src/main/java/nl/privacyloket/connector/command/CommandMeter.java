package nl.privacyloket.connector.command;

/** Counts answered commands. */
@FunctionalInterface
public interface CommandMeter {
    /**
     * @param command {@code verify}, {@code erase}, {@code purge}, {@code access}, {@code rectify} or {@code restrict}
     * @param outcome {@code done} or the reason of a failed result
     */
    void answered(String system, String command, String outcome);
}
