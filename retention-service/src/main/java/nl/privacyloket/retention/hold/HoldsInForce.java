package nl.privacyloket.retention.hold;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nl.privacyloket.messaging.event.EventJson;

/** The holds of an organisation on a day, read at once. Immutable; whoever acts on them takes the epoch into the permit. */
public final class HoldsInForce {
    /** Of several, the one that lasts longest is named; always the same one, because plans are compared by it. */
    private static final Comparator<Hold> LONGEST = Comparator.comparing(
                    Hold::until, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Hold::reason)
            .thenComparing(Hold::holdId);

    /** How many exceptions a command names at most: more of them are too much to look up with everything it does. */
    private static final int MOST_EXCEPTIONS = 3_000;
    /** Sealed and encoded, they have to stay below what the contract allows. */
    private static final int LARGEST_EXCEPTIONS = 380_000;

    private final long epoch;
    private final List<Scoped> holds;
    private final Map<String, List<HeldPerson>> persons = new ConcurrentHashMap<>();
    private final List<Hold> onEverybody = new ArrayList<>();
    private final Map<ByteBuffer, List<Hold>> onPersons = new HashMap<>();

    HoldsInForce(long epoch, Collection<Scoped> holds) {
        this.epoch = epoch;
        this.holds = List.copyOf(holds);
        for (var scoped : holds) {
            if (scoped.hold().bySubject()) {
                scoped.subjects().forEach(subject -> onPersons
                        .computeIfAbsent(subject, none -> new ArrayList<>())
                        .add(scoped.hold()));
            } else {
                onEverybody.add(scoped.hold());
            }
        }
    }

    /**
     * A hold with whom it is about.
     *
     * @param subjects empty when it is not about persons
     * @param identifiers decrypted when asked for
     */
    record Scoped(Hold hold, Set<ByteBuffer> subjects, Supplier<List<PersonIdentifier>> identifiers) {}

    /** Read before the holds: every hold up to it is among them, unless it had ended. */
    public long epoch() {
        return epoch;
    }

    /** Without the holds that do not stand in the way of an erasure that the person asked for. */
    public HoldsInForce againstOwnErasure() {
        return new HoldsInForce(
                epoch,
                holds.stream()
                        .filter(scoped -> scoped.hold().reason().stopsOwnErasure())
                        .toList());
    }

    /**
     * The hold that keeps data of a person.
     *
     * @param subjectHashes of all that the person is known by, each 32 bytes ({@code byte[]}) or 64 hexadecimal digits;
     *     empty for data that are nobody's in particular
     */
    public Optional<Hold> covers(String system, String category, Collection<?> subjectHashes) {
        var onThem = onPersons.isEmpty()
                ? Stream.<Hold>empty()
                : subjectHashes.stream()
                        .map(HoldsInForce::hash)
                        .flatMap(subject -> onPersons.getOrDefault(subject, List.of()).stream());
        return Stream.concat(onEverybody.stream(), onThem)
                .filter(hold -> hold.isAbout(system, category))
                .max(LONGEST);
    }

    /** A hold on all that a system has, of everybody: nothing there is commanded to go while it lasts. */
    public Optional<Hold> stops(String system) {
        return onEverybody.stream()
                .filter(hold -> hold.category() == null && isIn(hold, system))
                .max(LONGEST);
    }

    /**
     * A hold that people placed on persons and that may be about such data: for data that are not known by whose they are.
     */
    public Optional<Hold> onSomebody(String system, String category) {
        return holds.stream()
                .map(Scoped::hold)
                .filter(hold -> hold.bySubject() && !hold.reason().isAutomatic() && hold.isAbout(system, category))
                .max(LONGEST);
    }

    /** Those that have that day as their last one. */
    public HoldsInForce endingOn(LocalDate day) {
        return new HoldsInForce(
                epoch,
                holds.stream()
                        .filter(scoped -> day.equals(scoped.hold().until()))
                        .toList());
    }

    /** Whose data of a category in a system are kept by a hold on persons: their hashes of 32 bytes. */
    public List<byte[]> heldPersons(String system, String category) {
        return holds.stream()
                .filter(scoped -> scoped.hold().bySubject() && scoped.hold().isAbout(system, category))
                .flatMap(scoped -> scoped.subjects().stream())
                .distinct()
                .map(HoldsInForce::bytes)
                .toList();
    }

    private static byte[] bytes(ByteBuffer hash) {
        var bytes = new byte[hash.remaining()];
        hash.duplicate().get(bytes);
        return bytes;
    }

    /**
     * Whose rows in that system must stay when a command erases there. Of every category, whatever the command is about:
     * what goes takes rows of other categories along, or cuts them off. A hold on a category of everybody's has no
     * identifiers; one on the whole system {@linkplain #stops stops} the command instead.
     */
    public List<HeldPerson> personsFor(String system) {
        return persons.computeIfAbsent(system, this::readPersons);
    }

    /** Whether that is more than a command can take along. Then none may be issued: what it cannot name it would erase. */
    public boolean isTooMuchFor(String system) {
        return exceptions(system).count() > MOST_EXCEPTIONS
                || EventJson.write(personsFor(system)).length > LARGEST_EXCEPTIONS;
    }

    private Stream<Scoped> exceptions(String system) {
        return holds.stream()
                .filter(scoped -> isIn(scoped.hold(), system))
                .filter(scoped -> scoped.hold().bySubject() || scoped.hold().category() != null);
    }

    private List<HeldPerson> readPersons(String system) {
        return exceptions(system)
                .map(scoped -> new HeldPerson(
                        scoped.hold().category(), scoped.identifiers().get()))
                .distinct()
                .toList();
    }

    private static boolean isIn(Hold hold, String system) {
        return hold.system() == null || hold.system().equals(system);
    }

    private static ByteBuffer hash(Object hash) {
        Objects.requireNonNull(hash, "hash");
        if (hash instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        if (hash instanceof String digits) {
            return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
        }
        throw new IllegalArgumentException("a subject hash is bytes or digits, not " + hash.getClass());
    }
}
