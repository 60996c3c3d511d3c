package nl.privacyloket.stack;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.stack.kafka.EmbeddedKafkaBroker;
import nl.privacyloket.stack.kafka.KafkaOptions;
import nl.privacyloket.stack.kafka.KafkaRights;
import nl.privacyloket.stack.layout.StackDirectory;
import nl.privacyloket.stack.layout.StackPorts;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.mail.MailServer;
import nl.privacyloket.stack.mail.Mailbox;
import nl.privacyloket.stack.mail.MailboxServer;
import nl.privacyloket.stack.oidc.IdentityProvider;
import nl.privacyloket.stack.postgres.EmbeddedPostgresServer;
import nl.privacyloket.stack.postgres.PostgresOptions;
import nl.privacyloket.stack.sample.SampleDatabase;
import nl.privacyloket.stack.sample.SampleSystem;
import nl.privacyloket.stack.service.ServiceDatabase;
import nl.privacyloket.stack.trace.TraceSink;

/** Everything that the services need around them, started beside each other: databases, broker, mail, OIDC, keys. */
public final class Infrastructure {

    private final EmbeddedPostgresServer postgres;
    private final EmbeddedKafkaBroker kafka;
    private final MailServer mail;
    private final IdentityProvider identityProvider;
    private final TraceSink traces;

    private Infrastructure(
            EmbeddedPostgresServer postgres,
            EmbeddedKafkaBroker kafka,
            MailServer mail,
            IdentityProvider identityProvider,
            TraceSink traces) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.mail = mail;
        this.identityProvider = identityProvider;
        this.traces = traces;
    }

    static Infrastructure start(StackOptions options, RunningParts parts, Progress progress) {
        StackDirectory directory = options.directory();
        StackPorts ports = options.ports();
        CompletableFuture<EmbeddedPostgresServer> postgres = async(() -> {
            Stopwatch watch = Stopwatch.started();
            PostgresOptions settings = new PostgresOptions(
                    directory.postgres(), ports.postgres(), options.profile().postgresSettings());
            EmbeddedPostgresServer server = parts.start(() -> EmbeddedPostgresServer.start(settings));
            progress.done("PostgreSQL", watch.elapsed(), "localhost:" + ports.postgres());
            install(options, server, progress);
            return server;
        });
        CompletableFuture<EmbeddedKafkaBroker> kafka = async(() -> {
            Stopwatch watch = Stopwatch.started();
            KafkaRights rights = KafkaRights.read(
                    options.kafkaRights(),
                    Stream.of(SampleSystem.values()).map(SampleSystem::id).toList());
            EmbeddedKafkaBroker broker = parts.start(() -> EmbeddedKafkaBroker.start(
                    KafkaOptions.at(directory.kafka(), ports.kafka()).guarded(ports.kafkaGuarded(), rights)));
            progress.done("Kafka", watch.elapsed(), broker.bootstrapServers());
            return broker;
        });
        CompletableFuture<MailServer> mail = async(() -> mail(directory, ports, parts, progress));
        CompletableFuture<IdentityProvider> oidc = async(() -> {
            Stopwatch watch = Stopwatch.started();
            IdentityProvider provider = parts.start(() -> IdentityProvider.start(ports.oidc()));
            progress.done("OIDC", watch.elapsed(), provider.issuerUrl());
            return provider;
        });
        CompletableFuture<TraceSink> traces =
                async(() -> parts.start(() -> TraceSink.start(ports.traces(), directory.traces())));
        CompletableFuture<Void> keys = async(() -> {
            keys(directory, progress);
            return null;
        });
        return new Infrastructure(joined(postgres), joined(kafka), joined(mail), joined(oidc), joined(traces, keys));
    }

    public EmbeddedPostgresServer postgres() {
        return postgres;
    }

    public EmbeddedKafkaBroker kafka() {
        return kafka;
    }

    /** The SMTP server, with its mailbox. */
    public MailServer mail() {
        return mail;
    }

    public IdentityProvider identityProvider() {
        return identityProvider;
    }

    public TraceSink traces() {
        return traces;
    }

    private static MailServer mail(StackDirectory directory, StackPorts ports, RunningParts parts, Progress progress)
            throws Exception {
        Stopwatch watch = Stopwatch.started();
        MailServer server = parts.start(() -> MailServer.start(ports.smtp(), Mailbox.in(directory.mail())));
        MailboxServer page = parts.start(() -> MailboxServer.start(ports.mailbox(), server.mailbox()));
        progress.done("SMTP and mailbox", watch.elapsed(), "http://localhost:" + page.port());
        return server;
    }

    private static void install(StackOptions options, EmbeddedPostgresServer server, Progress progress)
            throws Exception {
        Stopwatch watch = Stopwatch.started();
        new ServiceDatabase(server).install();
        if (options.hasDataSystems() && new SampleDatabase(server).install(options.today())) {
            progress.done("sample data", watch.elapsed(), SampleSystem.values().length + " data systems");
        }
    }

    private static void keys(StackDirectory directory, Progress progress) throws Exception {
        Stopwatch watch = Stopwatch.started();
        boolean known = Files.isDirectory(directory.keys());
        Stream<String> services =
                Stream.of(StackService.values()).filter(StackService::hasSchema).map(StackService::id);
        Stream<String> systems = Stream.of(SampleSystem.values()).map(SampleSystem::id);
        List<String> names = Stream.concat(services, systems).toList();
        KeyFolder.generate(directory.keys(), names);
        if (!known) {
            progress.done("keys", watch.elapsed(), names.size() + " folders");
        }
    }

    private static <T> CompletableFuture<T> async(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(task.call());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                },
                "stack-start");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static <T> T joined(CompletableFuture<T> part, CompletableFuture<?>... others) {
        try {
            CompletableFuture.allOf(others).join();
            return part.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StackException refusal
                    ? refusal
                    : new StackException(String.valueOf(e.getCause().getMessage()), e.getCause());
        }
    }
}
