package nl.privacyloket.notification.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The mail servers that take our mail, best first, each with its breaker. Shared by all that send. */
public final class Relays {
    private final List<Relay> relays;

    /**
     * @param servers best first; at least one
     * @param backoff pauses in which a server that cannot be used is left alone
     */
    public Relays(List<SmtpSettings> servers, Backoff backoff, Clock clock) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no mail server");
        }
        this.relays = servers.stream()
                .map(server -> new Relay(server, new Breaker(backoff, clock)))
                .toList();
    }

    /** One mail server. */
    public record Relay(SmtpSettings settings, Breaker breaker) {

        /** Host and port. */
        public String name() {
            return settings.host() + ':' + settings.port();
        }
    }

    public List<Relay> all() {
        return relays;
    }

    /** Until when no server lets mail through; empty when one of them may be tried. */
    public Optional<Instant> pausedUntil() {
        Instant earliest = null;
        for (Relay relay : relays) {
            Optional<Instant> closedUntil = relay.breaker().closedUntil();
            if (closedUntil.isEmpty()) {
                return Optional.empty();
            }
            earliest = earliest == null || closedUntil.get().isBefore(earliest) ? closedUntil.get() : earliest;
        }
        return Optional.ofNullable(earliest);
    }

    /** For one sender: goes by the first server that its breaker lets it use, over a connection that it keeps. */
    public MailTransport transport() {
        List<SmtpTransport> transports = new ArrayList<>();
        relays.forEach(relay -> transports.add(new SmtpTransport(relay.settings())));
        return new RelayTransport(transports);
    }

    private final class RelayTransport implements MailTransport {
        /** In the order of the relays. */
        private final List<SmtpTransport> transports;

        private RelayTransport(List<SmtpTransport> transports) {
            this.transports = transports;
        }

        @Override
        public SendResult send(OutgoingMail mail) {
            SendResult last = new SendResult.ServerUnavailable(SendResult.ServerUnavailable.PAUSED);
            for (int place = 0; place < transports.size(); place++) {
                Optional<Breaker.Pass> pass = relays.get(place).breaker().pass();
                if (pass.isPresent()) {
                    last = send(mail, transports.get(place), pass.get());
                    if (!(last instanceof SendResult.ServerUnavailable)) {
                        return last;
                    }
                }
            }
            return last;
        }

        private static SendResult send(OutgoingMail mail, SmtpTransport transport, Breaker.Pass pass) {
            try (pass) {
                SendResult result = transport.send(mail);
                // A server that breaks off with mails in hand is given a rest too: each such mail may arrive twice.
                boolean unusable =
                        result instanceof SendResult.ServerUnavailable || result instanceof SendResult.Unknown;
                pass.leave(!unusable);
                return result;
            }
        }

        @Override
        public Optional<Instant> pausedUntil() {
            return Relays.this.pausedUntil();
        }

        @Override
        public void rest() {
            transports.forEach(SmtpTransport::rest);
        }

        @Override
        public void close() {
            transports.forEach(SmtpTransport::close);
        }
    }
}
