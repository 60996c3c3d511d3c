package nl.privacyloket.request;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of this service. */
@ConfigMapping(prefix = "privacyloket")
public interface RequestServiceConfig {

    /** Base of the addresses that this service hands out. */
    @WithDefault("http://localhost:8080")
    URI publicUrl();

    /** Base of the addresses to which data systems bring their part of an export, when it is not the public one. */
    Optional<URI> uploadUrl();

    Policies policies();

    Confirmation confirmation();

    Idempotency idempotency();

    Export export();

    Timers timers();

    Documents documents();

    /** Where the organisations' policies are. */
    interface Policies {
        /** Folder with a YAML file for each organisation. */
        @WithDefault("policies")
        Path directory();
    }

    /** Codes in confirmation mails. */
    interface Confirmation {
        /** Wrong codes before a confirmation is locked. */
        @WithDefault("5")
        int attempts();
    }

    /** Repeated intake with the same key. */
    interface Idempotency {
        /** How long a key is remembered. */
        @WithDefault("P7D")
        Duration retention();
    }

    /** Packages for access and portability. */
    interface Export {
        /** Largest part that a data system can bring, in bytes. */
        @WithName("largest-part")
        @WithDefault("33554432")
        int largestPart();

        /** How long before a package goes that nobody has fetched its person is reminded. */
        @WithDefault("P3D")
        Duration reminder();
    }

    /** Looking for operative dates that are near or have passed. */
    interface Timers {
        /** How often; {@code off} for never. */
        @WithDefault("1m")
        String every();

        /** Requests in one transaction. */
        @WithDefault("100")
        int batch();
    }

    /** Files that persons hand in. */
    interface Documents {
        /** Largest file, in bytes. */
        @WithDefault("10485760")
        int largest();

        /** Files that are held in memory at a time. */
        @WithName("at-once")
        @WithDefault("4")
        int atOnce();

        /** Files that can be sent in for one request in a day. */
        @WithName("per-day")
        @WithDefault("10")
        int perDay();

        /** Command that reads text from pictures, {@code tesseract} or a path to it. */
        @WithDefault("tesseract")
        String recognition();

        /** Longest time for reading one picture. */
        @WithName("picture-timeout")
        @WithDefault("PT20S")
        Duration pictureTimeout();

        /** Longest time for looking at one file. */
        @WithDefault("PT60S")
        Duration timeout();
    }
}
