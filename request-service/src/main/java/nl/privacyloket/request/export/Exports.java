package nl.privacyloket.request.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.kit.access.RefusedAccess;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.request.disclosure.Disclosures;
import nl.privacyloket.request.file.AwaitedPart;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.policy.Policy;
import nl.privacyloket.request.policy.PolicyCatalogue;
import nl.privacyloket.request.state.Outcome;
import nl.privacyloket.request.state.RequestStatus;

/** Collects parts, makes the package when all is there, and lets it go when its time has come. */
@ApplicationScoped
public class Exports {

    private final RequestFiles files;
    private final ExportParts parts;
    private final ExportPackages packages;
    private final RequestFileRows ownRows;
    private final InformationAssembly assembly;
    private final PackageWriter writer;
    private final Disclosures disclosures;
    private final FetchedPackages fetched;
    private final SealedFields fields;
    private final PolicyCatalogue policies;
    private final RequestJournal journal;
    private final RefusedAccess refused;
    private final FieldCipher cipher;
    private final BlindIndex index;
    private final ObjectReader partReader;
    private final Clock clock;

    Exports(
            RequestFiles files,
            ExportParts parts,
            ExportPackages packages,
            RequestFileRows ownRows,
            InformationAssembly assembly,
            PackageWriter writer,
            Disclosures disclosures,
            FetchedPackages fetched,
            SealedFields fields,
            PolicyCatalogue policies,
            RequestJournal journal,
            RefusedAccess refused,
            FieldCipher cipher,
            BlindIndex index,
            ObjectMapper json,
            Clock clock) {
        this.files = files;
        this.parts = parts;
        this.packages = packages;
        this.ownRows = ownRows;
        this.assembly = assembly;
        this.writer = writer;
        this.disclosures = disclosures;
        this.fetched = fetched;
        this.fields = fields;
        this.policies = policies;
        this.journal = journal;
        this.refused = refused;
        this.cipher = cipher;
        this.index = index;
        this.partReader = json.readerFor(PartBody.class);
        this.clock = clock;
    }

    /**
     * Takes a part in. The same part again changes nothing, as its bearer may not have got the first answer.
     *
     * @param file locked
     * @throws ProblemException 409 when another part was brought for that command, or no part is expected any more
     * @throws JsonProcessingException when the part is not JSON as expected
     */
    @Transactional(TxType.MANDATORY)
    void take(RequestFile file, UUID command, byte[] body) throws JsonProcessingException {
        byte[] digest = index.of("request.export-part", sha256(body));
        Optional<ExportPart> earlier = parts.find(file.id(), command);
        if (earlier.isPresent()) {
            if (MessageDigest.isEqual(earlier.get().digest(), digest)) {
                return;
            }
            throw new ProblemException(409, "part-already-there");
        }
        if (file.status() != RequestStatus.IN_EXECUTION) {
            throw new ProblemException(409, "no-part-expected");
        }
        PartBody part = read(body);
        if (part == null || !part.wellFormed()) {
            throw new ProblemException(400, "wrong-json");
        }
        Instant now = now();
        parts.persist(new ExportPart(
                file.id(), command, digest, cipher.encryptBytes(partContext(file.id(), command), body), now));
        journal.note(
                file,
                FactKind.PART_RECEIVED,
                RequestJournal.RETENTION,
                now,
                Map.of("system", part.system(), "commandId", command.toString()));
        completeWhenAllIsThere(file);
    }

    /** Makes the package and closes the request once retention-service has said what to expect and all of it has come. */
    @Transactional(TxType.MANDATORY)
    public void completeWhenAllIsThere(RequestFile file) {
        List<AwaitedPart> awaited = file.execution().awaitedParts();
        if (awaited == null) {
            return;
        }
        List<ExportPart> there = parts.of(file.id());
        Set<UUID> brought = there.stream().map(ExportPart::commandId).collect(Collectors.toSet());
        Set<UUID> expected = awaited.stream().map(AwaitedPart::commandId).collect(Collectors.toSet());
        if (!brought.containsAll(expected)) {
            return;
        }
        // A system that was asked again has brought its part twice; the answer named the later command.
        complete(
                file,
                there.stream()
                        .filter(part -> expected.contains(part.commandId()))
                        .toList());
    }

    private void complete(RequestFile file, List<ExportPart> there) {
        Instant now = now();
        pack(file, there.stream().map(part -> open(file.id(), part)).toList(), Completeness.WHOLE, now);
        file.complete(now);
        journal.noteClosed(file, RequestJournal.SELF, now);
    }

    /**
     * Makes the package of the parts that have come, for a request that staff are about to close. Also without any part the
     * person is told what art. 15(1) says. It says that it is not complete, and names the systems that are known to be missing.
     *
     * @param file locked; one that was not granted or is closed gets no package
     * @param unanswered systems that are still to answer
     */
    @Transactional(TxType.MANDATORY)
    public void handOutWhatIsThere(RequestFile file, List<String> unanswered) {
        Outcome decided = file.decision().outcome();
        if (decided == null || !decided.isGrant() || file.status() == RequestStatus.CLOSED) {
            return;
        }
        // Of a system that was asked again the later part counts.
        Map<String, PartBody> bySystem = new LinkedHashMap<>();
        for (ExportPart part : parts.of(file.id())) {
            PartBody body = open(file.id(), part);
            bySystem.put(body.system(), body);
        }
        List<String> missing = unanswered.stream()
                .filter(system -> !bySystem.containsKey(system))
                .toList();
        pack(file, List.copyOf(bySystem.values()), new Completeness(false, missing), now());
    }

    private void pack(RequestFile file, List<PartBody> brought, Completeness completeness, Instant now) {
        Policy policy = policies.version(file.organisation(), file.policyVersion());
        Instant until = ZonedDateTime.ofInstant(now, policy.zone())
                .plus(
                        policy.exportAvailable().amount(),
                        policy.exportAvailable().unit())
                .toInstant();
        List<PartBody> bodies = new ArrayList<>(brought);
        ownRows.of(file, policy).ifPresent(bodies::add);
        PackedData data = PackedData.of(file, policy, bodies);
        Information told = assembly.of(file, policy, data, completeness, given(file), now, until);
        byte[] zip = writer.write(told, policy, data.parts());
        packages.persist(new ExportPackage(file.id(), cipher.encryptBytes(packageContext(file.id()), zip), now, until));
        parts.flush();
        parts.forgetContent(file.id());
        file.offerExport(until);
        journal.note(file, FactKind.EXPORT_READY, RequestJournal.SELF, now, Map.of("until", until.toString()));
    }

    /** What was given of the person to others, in order of happening. */
    private List<Disclosures.Made> given(RequestFile file) {
        return Stream.concat(
                        disclosures.madeAbout(file.organisation(), fields.open(file), file.identity()).stream(),
                        fetched.ofSamePerson(file).stream())
                .sorted(Comparator.comparing(Disclosures.Made::disclosedAt).thenComparing(Disclosures.Made::reference))
                .toList();
    }

    /**
     * The package for the person.
     *
     * @throws ProblemException 404 when the request has none by its nature, 409 while it is not ready, 410 when it has gone
     */
    @Transactional(TxType.MANDATORY)
    byte[] download(RequestFile file) {
        if (!file.right().endsWithExport()) {
            throw new ProblemException(404, "not-found");
        }
        Instant until = file.execution().exportUntil();
        if (until == null) {
            throw new ProblemException(409, "export-not-ready");
        }
        Instant now = now();
        ExportPackage found = kept(file).orElseThrow(() -> {
            refused.ofRequest("export-expired", file.organisation(), file.id());
            return new ProblemException(410, "export-expired");
        });
        journal.note(file, FactKind.EXPORT_DOWNLOADED, RequestJournal.SUBJECT, now, Map.of());
        return cipher.decryptBytes(packageContext(file.id()), found.content());
    }

    /** Whether the package is there and its time is not over. */
    @Transactional(TxType.MANDATORY)
    public boolean isThere(RequestFile file) {
        return kept(file).isPresent();
    }

    /**
     * What another controller gets: the data without what the package tells the person.
     *
     * @throws ProblemException 410 when it has gone
     */
    @Transactional(TxType.MANDATORY)
    public byte[] forReceiver(RequestFile file) {
        ExportPackage found = kept(file).orElseThrow(() -> new ProblemException(410, "export-expired"));
        return PackageWriter.withoutInformation(cipher.decryptBytes(packageContext(file.id()), found.content()));
    }

    private Optional<ExportPackage> kept(RequestFile file) {
        Instant now = now();
        return packages.findByIdOptional(file.id()).filter(kept -> now.isBefore(kept.expiresAt()));
    }

    /** Removes the package of a request whose time has come. */
    @Transactional(TxType.REQUIRES_NEW)
    void expire(UUID request) {
        Optional<RequestFile> file = files.lock(request);
        if (file.isPresent() && packages.deleteById(request)) {
            journal.note(file.get(), FactKind.EXPORT_EXPIRED, RequestJournal.SELF, now(), Map.of());
        }
    }

    /** Requests whose package is to go. */
    @Transactional
    List<UUID> expired() {
        return packages.expired(now());
    }

    private PartBody open(UUID request, ExportPart part) {
        try {
            return read(cipher.decryptBytes(partContext(request, part.commandId()), part.content()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored part of an export cannot be read");
        }
    }

    private PartBody read(byte[] body) throws JsonProcessingException {
        try {
            return partReader.readValue(body);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot be read", e);
        }
    }

    private static String partContext(UUID request, UUID command) {
        return "export_part.content/" + request + "/" + command;
    }

    private static String packageContext(UUID request) {
        return "export_package.content/" + request;
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
