package nl.privacyloket.kit.ratelimit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many calls anybody may make who shows no token. */
@ConfigMapping(prefix = "privacyloket.rate-limits")
public interface RateLimitSettings {
    /** False when something in front of the service already limits calls. */
    @WithDefault("true")
    boolean enabled();

    PerAddress perAddress();

    PerMailAddress perMailAddress();

    /** By the address that a call comes from; one in IPv6 stands for its network of 64 bits. */
    interface PerAddress {
        /** Calls within the time; some count for more than one. */
        @WithDefault("3000")
        int calls();

        @WithDefault("PT1M")
        Duration within();

        /** For how many calls one counts that stores or sends something, such as a request. */
        @WithDefault("10")
        int heavyCountsAs();

        /** How many calls a token or code that is wrong counts for in addition. */
        @WithDefault("30")
        int wrongGuessCountsAs();
    }

    /** By an e-mail address that a call names and that gets mail by it. */
    interface PerMailAddress {
        /** Calls within the time. */
        @WithDefault("20")
        int calls();

        @WithDefault("PT1H")
        Duration within();
    }
}
