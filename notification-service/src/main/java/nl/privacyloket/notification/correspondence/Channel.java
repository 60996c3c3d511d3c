package nl.privacyloket.notification.correspondence;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The way in which a message travels. */
public enum Channel {
    /** By SMTP, by itself. */
    E_MAIL,
    /** On paper: staff print it and put it in the post. */
    LETTER;

    /** The word in the API and the database, such as {@code e-mail}; empty when there is no such channel. */
    public static Optional<Channel> of(String word) {
        return Stream.of(values())
                .filter(channel -> channel.word().equals(word))
                .findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
