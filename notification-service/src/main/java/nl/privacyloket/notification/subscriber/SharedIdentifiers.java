package nl.privacyloket.notification.subscriber;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which identifiers several people go by, such as the customer number of a company. An address or the id of an entry means
 * that entry; any other identifier means a person only as long as all entries that carry it have one address.
 */
final class SharedIdentifiers {
    private final Map<String, Set<Carrier>> carriers = new HashMap<>();

    private SharedIdentifiers() {}

    private record Carrier(String subscriber, String addressHash) {}

    /** What is known of these hashes. */
    static SharedIdentifiers among(Connection connection, String organisation, Collection<String> hashes)
            throws SQLException {
        SharedIdentifiers identifiers = new SharedIdentifiers();
        if (hashes.isEmpty()) {
            return identifiers;
        }
        try (PreparedStatement select = connection.prepareStatement(
                SubscriberRows.COLUMNS + "where organisation = ? and subject_hashes && ?")) {
            select.setString(1, organisation);
            select.setArray(2, SubscriberRows.texts(connection, hashes));
            for (Subscriber entry : SubscriberRows.read(select)) {
                Carrier carrier = new Carrier(entry.subscriber(), entry.addressHash());
                for (String hash : entry.subjectHashes()) {
                    if (hashes.contains(hash)) {
                        identifiers
                                .carriers
                                .computeIfAbsent(hash, each -> new LinkedHashSet<>())
                                .add(carrier);
                    }
                }
            }
        }
        return identifiers;
    }

    /** Those of the hashes that mean one person at most. */
    Set<String> certain(Collection<String> hashes) {
        Set<String> certain = new LinkedHashSet<>(hashes);
        certain.removeIf(hash -> carriers.getOrDefault(hash, Set.of()).stream()
                        .map(Carrier::addressHash)
                        .distinct()
                        .count()
                > 1);
        return certain;
    }

    /** Those of the hashes of an entry that nobody at another address goes by. */
    Set<String> certain(Subscription said, Subscriber before) {
        Set<String> sure = new LinkedHashSet<>(List.of(said.addressHash(), said.idHash()));
        if (before != null) {
            sure.add(before.addressHash());
        }
        Set<String> certain = Verdict.hashes(said, before);
        certain.removeIf(hash -> !sure.contains(hash)
                && carriers.getOrDefault(hash, Set.of()).stream()
                        .anyMatch(carrier -> !carrier.subscriber().equals(said.subscriber())
                                && !carrier.addressHash().equals(said.addressHash())));
        return certain;
    }
}
