package nl.privacyloket.stack.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.stack.StackException;
import nl.privacyloket.stack.StackOptions;
import nl.privacyloket.stack.layout.StackPorts;

/**
 * What was typed after {@code ./run}.
 *
 * @param command the first word that is no option; {@code start} when there is none
 * @param arguments the words after the command
 * @param portOffset {@code --port-offset}, or {@code null}
 * @param data {@code --data}, or {@code null}
 * @param keys {@code --keys}, or {@code null}
 */
record CommandLine(String command, List<String> arguments, Integer portOffset, Path data, Path keys) {

    /** @throws StackException when an option is unknown or lacks its value */
    static CommandLine parse(List<String> words) {
        String command = null;
        List<String> arguments = new ArrayList<>();
        Integer portOffset = null;
        Path data = null;
        Path keys = null;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "--port-offset" -> portOffset = number(word, value(words, ++i, word));
                case "--data" -> data = Path.of(value(words, ++i, word));
                case "--keys" -> keys = Path.of(value(words, ++i, word));
                case "-h", "--help" -> command = "help";
                default -> {
                    if (word.startsWith("-")) {
                        throw new StackException("There is no option " + word + ". See: ./run help");
                    } else if (command == null) {
                        command = word;
                    } else {
                        arguments.add(word);
                    }
                }
            }
        }
        return new CommandLine(command == null ? "start" : command, List.copyOf(arguments), portOffset, data, keys);
    }

    /** The options of a stack of this checkout. */
    StackOptions options(Path project) {
        StackOptions options = StackOptions.of(project);
        if (data != null) {
            options = options.in(data);
        }
        if (portOffset != null) {
            try {
                options = options.on(new StackPorts(portOffset));
            } catch (IllegalArgumentException e) {
                throw new StackException(e.getMessage());
            }
        }
        return options;
    }

    private static String value(List<String> words, int index, String option) {
        if (index >= words.size()) {
            throw new StackException(option + " needs a value. See: ./run help");
        }
        return words.get(index);
    }

    private static int number(String option, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new StackException(option + " needs a number, not " + value);
        }
    }
}
