package nl.privacyloket.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.crypto.CertificateVerifier;
import nl.privacyloket.stack.client.FiledRequest;
import nl.privacyloket.stack.client.RetentionApi;
import nl.privacyloket.stack.layout.StackAddresses;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.oidc.StaffClaims;
import nl.privacyloket.stack.oidc.TokenRequests;
import nl.privacyloket.stack.sample.SampleSystem;

/** What nobody has to ask for: forms that are a year old and data taken in a month ago go by themselves, unless held. */
final class RetentionDay {
    private static final String SITE = "primoforum";
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/Amsterdam"));
    private static final String TOO_OLD_FORMS =
            "SELECT count(*) FROM form_submission WHERE (submitted_at AT TIME ZONE 'Europe/Amsterdam')::date <= ?";
    private static final String TOO_OLD_JOBS = "SELECT count(*) FROM recovery_job WHERE taken_in_on <= ?";
    private static final String ADD_FORM = """
            INSERT INTO form_submission (id, form, first_name, last_name, email, ip_address, submitted_at)
            VALUES (?, 'contact', 'Hanna', 'Houvast', ?, '192.0.2.9', ?::date + time '12:00') RETURNING id
            """;
    private static final String FORM = "SELECT count(*) FROM form_submission WHERE id = ?";

    private final RetentionApi api;
    private final TokenRequests tokens;
    private final DataSystemRows site;
    private final DataSystemRows recovery;

    RetentionDay(StackAddresses addresses, TokenRequests tokens) {
        this.api = new RetentionApi(addresses.baseUrl(StackService.RETENTION));
        this.tokens = tokens;
        this.site = new DataSystemRows(addresses, SampleSystem.PRIMOFORUM_SITE);
        this.recovery = new DataSystemRows(addresses, SampleSystem.COMPJOETER_RECOVERY);
    }

    /** Waits until what is too old today has gone: the people of the stories then meet a settled house. */
    void settle(Teller teller) throws IOException, InterruptedException {
        teller.chapter("Retention runs by itself");
        Check.await(
                "Forms older than twelve months should be gone at Primoforum", () -> tooOld(site, TOO_OLD_FORMS, 12));
        Check.await("Data taken in a month ago should be gone at coMPjoeter", () -> tooOld(recovery, TOO_OLD_JOBS, 1));
        teller.says(SITE, swept(SITE) + " forms of visitors went, each twelve months after it was sent");
        teller.says("compjoeter", swept("compjoeter") + " recovery jobs went, each a month after it came in");
    }

    private static boolean tooOld(DataSystemRows rows, String query, int months) {
        return rows.count(query, TODAY.minusMonths(months)) == 0;
    }

    /** How many went today, when their going has been read back. */
    private long swept(String organisation) throws IOException, InterruptedException {
        String operator = token("operator", organisation);
        return Check.answer("the sweep of " + organisation + ", read back", () -> {
                    JsonNode runs = api.sweeps(organisation, operator);
                    boolean isDone = runs.findValues("open").stream().allMatch(open -> open.asInt() == 0);
                    return isDone ? Optional.of(runs.findValues("erased")) : Optional.empty();
                })
                .stream()
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    /** The erasure of a request is certified, and the certificate is checked with the public keys alone. */
    void certified(FiledRequest request, Teller teller) throws IOException, InterruptedException {
        String jws = api.certificate(request.id(), token("case-handler", request.organisation()));
        JsonNode certificate = CertificateVerifier.of(api.certificateKeys()).verify(jws);
        Check.equal(
                "The reference in the certificate",
                request.reference(),
                certificate.path("reference").asText());
        Check.that(
                certificate.path("systems").size() > 0,
                "The certificate of " + request.reference() + " names no system");
        teller.checked(
                "the certificate of " + request.reference() + " is genuine; it says itself what could not be checked: "
                        + certificate.path("notChecked").size() + " things");
    }

    /** A hold keeps what is due, for as long as it lasts and no longer. */
    void hold(Teller teller) throws IOException, InterruptedException {
        teller.chapter("A hold keeps what is due");
        String email = "hanna.houvast." + UUID.randomUUID().toString().substring(0, 8) + "@example.org";
        String officer = token("privacy-officer", SITE);
        JsonNode hold = api.hold(SITE, "legal-claim", "e-mail", email, officer);
        UUID held = form(email, TODAY.minusMonths(13));
        UUID free = form("free." + email, TODAY.minusMonths(12));
        teller.says(SITE, "two forms are too old today; a claim at law holds one of them");

        api.sweep(SITE, token("operator", SITE));

        Check.await("The form that nobody holds should be gone", () -> site.count(FORM, free) == 0);
        Check.equal("The form that is held", 1L, site.count(FORM, held));
        teller.checked("the free one went, the held one is still there");
        api.lift(SITE, hold.path("id").asText(), officer);
        Check.await("The form should be gone once the hold is lifted", () -> site.count(FORM, held) == 0);
        teller.checked("the hold was lifted, and the form went by itself");
    }

    private UUID form(String email, LocalDate day) {
        return UUID.fromString(site.text(ADD_FORM, UUID.randomUUID(), email, day));
    }

    private String token(String role, String organisation) throws IOException, InterruptedException {
        return tokens.token(StaffClaims.of(role, organisation));
    }
}
