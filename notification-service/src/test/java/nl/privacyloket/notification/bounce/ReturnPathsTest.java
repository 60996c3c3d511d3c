package nl.privacyloket.notification.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReturnPathsTest {
    private static final String SENDER = "privacyloket@mail.example.org";

    private final ReturnPaths paths = new ReturnPaths(Optional.of("bounces@example.org"));

    @Test
    void eachMailHasOneOfItsOwn() {
        String path = paths.of("9ed0fff1-75c0-4d47-a1c3-60a307729094.1", SENDER);

        assertThat(path).isEqualTo("bounces+9ed0fff1-75c0-4d47-a1c3-60a307729094.1@example.org");
        assertThat(paths.id(path)).contains("9ed0fff1-75c0-4d47-a1c3-60a307729094.1");
    }

    @Test
    void anIdThatIsTooLongForAnAddressGoesWithout() {
        assertThat(paths.of("a".repeat(60), SENDER)).isEqualTo("bounces@example.org");
    }

    @Test
    void withoutOneMailReturnsToItsSender() {
        ReturnPaths none = new ReturnPaths(Optional.empty());

        assertThat(none.of("1", SENDER)).isEqualTo(SENDER);
        assertThat(none.id("bounces+1@example.org")).isEmpty();
    }

    @Test
    void whatIsNoAddressStopsTheService() {
        assertThatThrownBy(() -> new ReturnPaths(Optional.of("bounces")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a return path: bounces");
    }
}
