package nl.privacyloket.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.privacyloket.stack.layout.StackService;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StackProfileTest {

    private static final Pattern OPTIONS = Pattern.compile("JAVA_TOOL_OPTIONS=\"([^\"]*)\"");

    @ParameterizedTest
    @EnumSource
    void whatIsMeasuredRunsAsTheImagesDo(StackService service) throws IOException {
        Matcher options = OPTIONS.matcher(Files.readString(Path.of("..", service.id(), "src/main/docker/Dockerfile")));

        assertThat(options.find()).isTrue();
        // Neither changes how a service runs: the images' Java has the encoding, the services set the log manager.
        assertThat(without(Arrays.asList(options.group(1).split(" "))))
                .isEqualTo(without(StackProfile.LOAD.jvmOptions()));
    }

    private static List<String> without(List<String> options) {
        return options.stream().filter(option -> !option.startsWith("-D")).toList();
    }
}
