package nl.privacyloket.request.disclosure;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** All disclosures. Lists are always of one organisation. */
@ApplicationScoped
class DisclosureFiles implements PanacheRepositoryBase<DisclosureFile, UUID> {

    private static final String REMEMBER =
            "insert into disclosure_subject (disclosure_id, subject_index) values (?1, ?2)";
    private static final String FIND = "select disclosure_id from disclosure_subject where subject_index = ?1";

    /** Stores a new one with the keyed hashes by which it is found. */
    void store(DisclosureFile file, List<byte[]> indexes) {
        persist(file);
        flush();
        distinct(indexes).forEach(index -> getEntityManager()
                .createNativeQuery(REMEMBER)
                .setParameter(1, file.id())
                .setParameter(2, index)
                .executeUpdate());
    }

    /** Newest first; of one state, or of all when it is null. */
    PanacheQuery<DisclosureFile> of(String organisation, DisclosureState state) {
        Sort order = Sort.descending("registeredAt", "id");
        return state == null
                ? find("organisation", order, organisation)
                : find("organisation = ?1 and state = ?2", order, organisation, state.code());
    }

    /** What was given of a person by one organisation, in order of happening. */
    List<DisclosureFile> made(String organisation, List<byte[]> indexes) {
        Map<UUID, DisclosureFile> found = new TreeMap<>();
        for (byte[] index : distinct(indexes)) {
            for (Object id : getEntityManager()
                    .createNativeQuery(FIND, UUID.class)
                    .setParameter(1, index)
                    .getResultList()) {
                findByIdOptional((UUID) id).ifPresent(file -> found.put(file.id(), file));
            }
        }
        return found.values().stream()
                .filter(file -> file.organisation().equals(organisation))
                .filter(file -> file.state() == DisclosureState.DISCLOSED)
                .sorted(Comparator.comparing(DisclosureFile::disclosedAt).thenComparing(DisclosureFile::reference))
                .toList();
    }

    /** The one that was recorded under that key. */
    Optional<DisclosureFile> ofKey(String organisation, byte[] keyHash) {
        return find("organisation = ?1 and keyHash = ?2", organisation, keyHash).firstResultOptional();
    }

    /** Locks one that was read before and reads it again, as it may have changed in between. */
    void refreshLocked(DisclosureFile file) {
        getEntityManager().refresh(file, LockModeType.PESSIMISTIC_WRITE);
    }

    private static List<byte[]> distinct(List<byte[]> indexes) {
        Map<String, byte[]> distinct = new TreeMap<>();
        indexes.forEach(index -> distinct.put(HexFormat.of().formatHex(index), index));
        return List.copyOf(distinct.values());
    }
}
