package nl.privacyloket.notification.announcement;

import static nl.privacyloket.notification.fixture.PostRoom.START;

import java.net.URI;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.messaging.transaction.Work;
import nl.privacyloket.notification.bounce.ReturnPaths;
import nl.privacyloket.notification.delivery.Backoff;
import nl.privacyloket.notification.delivery.Relays;
import nl.privacyloket.notification.delivery.Senders;
import nl.privacyloket.notification.delivery.SmtpSettings;
import nl.privacyloket.notification.fixture.Keys;
import nl.privacyloket.notification.fixture.NotificationDatabase;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.letter.RenderedLetter;
import nl.privacyloket.notification.organisation.OrganisationRegister;
import nl.privacyloket.notification.organisation.PublishedVersion;
import nl.privacyloket.notification.organisation.Words;
import nl.privacyloket.notification.subscriber.Subscribers;
import nl.privacyloket.notification.subscriber.Subscriptions;
import nl.privacyloket.notification.suppression.SuppressedAddresses;
import nl.privacyloket.notification.unsubscribe.UnsubscribeLinks;

/** Announcements without the framework: a real database, mails of one line. */
final class AnnouncementRoom {
    static final String ORGANISATION = "prifora";
    static final String NEWS = "marketing";
    static final Duration LEASE = Duration.ofSeconds(30);
    static final Duration RETRY = Duration.ofSeconds(60);
    static final int SENDERS = 8;
    static final int AHEAD = 16;
    /** Most mails that one instance has in hand. */
    static final int IN_HAND = SENDERS * AHEAD;

    private static final AnnouncementRenderer ONE_LINE =
            (organisation, kind, purpose, words, language, leave) -> new RenderedLetter(
                    language.tag(),
                    words.subject(),
                    words.text() + "\n" + leave,
                    "<p>" + words.text() + "</p><a href=\"" + leave + "\">x</a>");

    final NotificationDatabase database;
    final Clock clock;
    final OrganisationRegister organisations = new OrganisationRegister();
    final AnnouncementRegister register = new AnnouncementRegister();
    final AnnouncementCounts counts = new AnnouncementCounts();
    final SuppressedAddresses suppressed = new SuppressedAddresses(Keys.own().subjectHash(), Period.ofYears(1));
    final Subscribers subscribers = new Subscribers(Keys.cipher());
    final Subscriptions subscriptions = new Subscriptions();
    final Transactions transactions;

    private AnnouncementRoom(Clock clock, NotificationDatabase database) {
        this.clock = clock;
        this.database = database;
        this.transactions = database.transactions();
    }

    /** With a policy that has the purpose, and nobody subscribed. */
    static AnnouncementRoom open(Clock clock) {
        AnnouncementRoom room = new AnnouncementRoom(clock, NotificationDatabase.create());
        room.run(connection -> {
            room.organisations.keep(
                    connection,
                    new PublishedVersion(
                            ORGANISATION,
                            1,
                            "platform",
                            LocalDate.of(2022, 9, 6),
                            START,
                            Organisations.prifora(),
                            Map.of()));
            return null;
        });
        return room;
    }

    <T> T run(Work<T> work) {
        try {
            return transactions.inTransaction(work);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static String address(int number) {
        return "s" + number + "@example.org";
    }

    /** Numbers 1 to so many, subscribed to news and to changes of the statement, each at an address of its own. */
    AnnouncementRoom withSubscribers(int count) {
        subscribe(1, count, AnnouncementRoom::address, "nl", NEWS, "policy-change");
        return this;
    }

    /** @return the row of the last of them */
    UUID subscribe(int from, int to, IntFunction<String> address, String locale, String... purposes) {
        return run(connection -> {
            UUID id = null;
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into subscriber (id, organisation, subscriber, email, address_hash, subject_hashes, locale,
                      purposes, changed_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, now())
                    """)) {
                for (int number = from; number <= to; number++) {
                    id = UUID.randomUUID();
                    String hash = hash(address.apply(number));
                    insert.setObject(1, id);
                    insert.setString(2, ORGANISATION);
                    insert.setString(3, "customer-" + number);
                    insert.setBytes(
                            4,
                            purposes.length == 0
                                    ? null
                                    : Keys.cipher()
                                            .encrypt(
                                                    "notification.subscriber/" + id + "/email", address.apply(number)));
                    insert.setString(5, hash);
                    insert.setArray(
                            6, connection.createArrayOf("text", new String[] {hash, "id-of-customer-" + number}));
                    insert.setString(7, locale);
                    insert.setArray(8, connection.createArrayOf("text", purposes));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            return id;
        });
    }

    String hash(String address) {
        return suppressed.hash(ORGANISATION, address);
    }

    /** The row of a subscriber. */
    UUID subscriber(int number) {
        return UUID.fromString(database.rows("select id from subscriber where subscriber = 'customer-" + number + "'")
                .get(0));
    }

    void moveTo(int number, String address) {
        UUID id = subscriber(number);
        run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update subscriber set email = ?, address_hash = ?, subject_hashes = array[?, 'x'] where id = ?")) {
                update.setBytes(1, Keys.cipher().encrypt("notification.subscriber/" + id + "/email", address));
                update.setString(2, hash(address));
                update.setString(3, hash(address));
                update.setObject(4, id);
                return update.executeUpdate();
            }
        });
    }

    UUID announce(int perSecond) {
        return announce(NEWS, perSecond);
    }

    UUID announce(String purpose, int perSecond) {
        NewAnnouncement announcement = new NewAnnouncement(
                UUID.randomUUID(),
                ORGANISATION,
                purpose.equals("policy-change") ? AnnouncementKind.POLICY_CHANGE : AnnouncementKind.NEWS,
                purpose,
                1,
                Map.of("nl", new Words("Nieuws", "Er is nieuws."), "en", new Words("News", "There is news.")),
                perSecond,
                "p-1f2e-pseudonym-abcde");
        run(connection -> register.start(connection, announcement, false, clock.instant()));
        return announcement.id();
    }

    AnnouncementView view(UUID announcement) {
        return run(connection -> register.find(connection, ORGANISATION, announcement))
                .orElseThrow();
    }

    void pause(UUID announcement) {
        run(connection ->
                register.pause(connection, ORGANISATION, announcement, "p-1f2e-pseudonym-abcde", clock.instant()));
    }

    void resume(UUID announcement) {
        run(connection ->
                register.resume(connection, ORGANISATION, announcement, "p-1f2e-pseudonym-abcde", clock.instant()));
    }

    void cancel(UUID announcement) {
        run(connection ->
                register.cancel(connection, ORGANISATION, announcement, "p-1f2e-pseudonym-abcde", clock.instant()));
    }

    AnnouncementCycle cycle() {
        return new AnnouncementCycle(LEASE, suppressed);
    }

    private static Relays relays(int port, Clock clock) {
        SmtpSettings server = new SmtpSettings(
                "localhost",
                port,
                Optional.empty(),
                Optional.empty(),
                SmtpSettings.Encryption.NONE,
                Duration.ofSeconds(2),
                Optional.of("notification.example.org"));
        return new Relays(
                List.of(server), new Backoff(Duration.ofMillis(200), Duration.ofMillis(400), new Random(1)), clock);
    }

    /** An instance of the service, as far as announcements go. */
    AnnouncementEngine engine(int port) {
        return engine(Keys.own(), transactions, port, LEASE, counts, clock);
    }

    /** An instance with one connection. */
    AnnouncementEngine engineWithOneSender(int port) {
        return engine(Keys.own(), transactions, port, LEASE, counts, clock, 1, AHEAD, ONE_LINE);
    }

    /** @param using where it records */
    static AnnouncementEngine engine(
            KeyFolder keys, Transactions using, int port, Duration lease, AnnouncementCounts counts, Clock clock) {
        return engine(keys, using, port, lease, counts, clock, AHEAD);
    }

    /** @param ahead most mails in hand for each sender */
    static AnnouncementEngine engine(
            KeyFolder keys,
            Transactions using,
            int port,
            Duration lease,
            AnnouncementCounts counts,
            Clock clock,
            int ahead) {
        return engine(keys, using, port, lease, counts, clock, SENDERS, ahead, ONE_LINE);
    }

    static AnnouncementEngine engine(
            KeyFolder keys,
            Transactions using,
            int port,
            Duration lease,
            AnnouncementCounts counts,
            Clock clock,
            int senders,
            int ahead,
            AnnouncementRenderer renderer) {
        Relays relays = relays(port, clock);
        Duration retry = Duration.ofMillis(50);
        AnnouncementSettings settings = new AnnouncementSettings(
                senders,
                ahead,
                lease,
                Duration.ofMillis(100),
                new Backoff(retry, retry, new Random(1)),
                Duration.ofDays(5));
        return new AnnouncementEngine(
                using,
                new AnnouncementCycle(lease, new SuppressedAddresses(keys.subjectHash(), Period.ofYears(1))),
                sender(keys, using, relays, settings, counts, clock, renderer),
                relays,
                settings,
                counts,
                () -> {},
                clock);
    }

    private static AnnouncementSender sender(
            KeyFolder keys,
            Transactions using,
            Relays relays,
            AnnouncementSettings settings,
            AnnouncementCounts counts,
            Clock clock,
            AnnouncementRenderer renderer) {
        AnnouncementWriter writer = new AnnouncementWriter(
                using,
                new OrganisationRegister(),
                renderer,
                new Subscribers(keys.fieldCipher()),
                new UnsubscribeLinks(URI.create("https://mail.example.org"), keys.tokenSigner()),
                new Senders("privacyloket@mail.example.org", Map.of()),
                new ReturnPaths(Optional.empty()),
                clock);
        return new AnnouncementSender(writer, relays, settings, counts, clock);
    }

    /** One that sends to that port. */
    AnnouncementSender sender(int port) {
        Duration retry = Duration.ofMillis(50);
        AnnouncementSettings settings = new AnnouncementSettings(
                1, 1, LEASE, Duration.ofMillis(100), new Backoff(retry, retry, new Random(1)), Duration.ofDays(5));
        return sender(Keys.own(), transactions, relays(port, clock), settings, counts, clock, ONE_LINE);
    }

    /** Type and outcome of what was told to others. */
    List<String> events() {
        return database.rows("select type, convert_from(data, 'UTF8')::jsonb ->> 'outcome' from outbox order by id");
    }

    List<String> audit() {
        return database.rows("select actor, action, object_type, outcome from audit_pending order by id");
    }
}
