package nl.privacyloket.request.law;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The grounds on which a request may be refused wholly or in part. A decision names one of these and gives a reason; the
 * wording is ours, the source is the article.
 */
public enum RefusalGround implements Coded {
    MANIFESTLY_UNFOUNDED(
            "manifestly-unfounded",
            "GDPR art. 12(5)",
            "Het verzoek is kennelijk ongegrond.",
            "The request is manifestly unfounded.",
            EnumSet.complementOf(EnumSet.of(Right.CONSENT_WITHDRAWAL))),
    EXCESSIVE(
            "excessive",
            "GDPR art. 12(5)",
            "Het verzoek is buitensporig, bijvoorbeeld omdat het steeds wordt herhaald.",
            "The request is excessive, for example because it is repeated over and over.",
            EnumSet.complementOf(EnumSet.of(Right.CONSENT_WITHDRAWAL))),
    NOT_IDENTIFIABLE(
            "not-identifiable",
            "GDPR art. 11(2)",
            "Wij kunnen niet vaststellen welke gegevens bij u horen.",
            "We cannot tell which data are yours.",
            EnumSet.of(Right.ACCESS, Right.RECTIFICATION, Right.ERASURE, Right.RESTRICTION, Right.PORTABILITY)),
    NO_PERSONAL_DATA(
            "no-personal-data",
            "GDPR art. 15(1)",
            "Wij verwerken geen gegevens van u.",
            "We process no data about you.",
            EnumSet.allOf(Right.class)),
    RIGHTS_OF_OTHERS(
            "rights-of-others",
            "GDPR art. 15(4), 20(4)",
            "Inwilligen zou de rechten van anderen schaden.",
            "Granting it would harm the rights of others.",
            EnumSet.of(Right.ACCESS, Right.PORTABILITY)),
    DATA_ARE_CORRECT(
            "data-are-correct",
            "GDPR art. 16",
            "De gegevens zijn juist en volledig voor het doel.",
            "The data are correct and complete for their purpose.",
            EnumSet.of(Right.RECTIFICATION, Right.RESTRICTION)),
    STILL_NEEDED(
            "still-needed",
            "GDPR art. 17(1)",
            "De gegevens zijn nog nodig voor het doel waarvoor ze zijn verzameld.",
            "The data are still needed for the purpose that they were collected for.",
            EnumSet.of(Right.ERASURE)),
    NO_GROUND_FOR_ERASURE(
            "no-ground-for-erasure",
            "GDPR art. 17(1)",
            "Geen van de situaties waarin de wet wissen voorschrijft doet zich voor.",
            "None of the situations in which the law demands erasure occurs.",
            EnumSet.of(Right.ERASURE)),
    FREEDOM_OF_EXPRESSION(
            "freedom-of-expression",
            "GDPR art. 17(3)(a)",
            "De gegevens zijn nodig voor de vrijheid van meningsuiting en informatie.",
            "The data are needed for freedom of expression and information.",
            EnumSet.of(Right.ERASURE)),
    LEGAL_OBLIGATION(
            "legal-obligation",
            "GDPR art. 17(3)(b)",
            "De wet verplicht ons de gegevens te bewaren.",
            "The law obliges us to keep the data.",
            EnumSet.of(Right.ERASURE)),
    PUBLIC_HEALTH(
            "public-health",
            "GDPR art. 17(3)(c)",
            "De gegevens zijn nodig in het belang van de volksgezondheid.",
            "The data are needed in the interest of public health.",
            EnumSet.of(Right.ERASURE)),
    ARCHIVING_OR_RESEARCH(
            "archiving-or-research",
            "GDPR art. 17(3)(d)",
            "De gegevens zijn nodig voor archivering in het algemeen belang, onderzoek of statistiek.",
            "The data are needed for archiving in the public interest, research or statistics.",
            EnumSet.of(Right.ERASURE)),
    LEGAL_CLAIMS(
            "legal-claims",
            "GDPR art. 17(3)(e), 18(2), 21(1)",
            "De gegevens zijn nodig voor een rechtsvordering.",
            "The data are needed for a legal claim.",
            EnumSet.of(Right.ERASURE, Right.RESTRICTION, Right.OBJECTION)),
    NO_GROUND_FOR_RESTRICTION(
            "no-ground-for-restriction",
            "GDPR art. 18(1)",
            "Geen van de situaties waarin de wet beperking geeft doet zich voor.",
            "None of the situations in which the law grants restriction occurs.",
            EnumSet.of(Right.RESTRICTION)),
    NOT_PORTABLE(
            "not-portable",
            "GDPR art. 20(1)",
            "De verwerking berust niet op toestemming of een overeenkomst, of is niet geautomatiseerd.",
            "The processing does not rest on consent or a contract, or is not automated.",
            EnumSet.of(Right.PORTABILITY)),
    PUBLIC_TASK(
            "public-task",
            "GDPR art. 17(3)(b), 20(3)",
            "De verwerking hoort bij een taak van algemeen belang.",
            "The processing belongs to a task in the public interest.",
            EnumSet.of(Right.ERASURE, Right.PORTABILITY)),
    COMPELLING_GROUNDS(
            "compelling-grounds",
            "GDPR art. 21(1)",
            "Dwingende gerechtvaardigde gronden wegen zwaarder dan uw bezwaar.",
            "Compelling legitimate grounds outweigh your objection.",
            EnumSet.of(Right.OBJECTION)),
    NOT_OPEN_TO_OBJECTION(
            "not-open-to-objection",
            "GDPR art. 21(1)",
            "De verwerking berust niet op een gerechtvaardigd belang of een taak van algemeen belang.",
            "The processing rests on neither a legitimate interest nor a task in the public interest.",
            EnumSet.of(Right.OBJECTION)),
    RESEARCH_IN_PUBLIC_INTEREST(
            "research-in-public-interest",
            "GDPR art. 21(6)",
            "Het onderzoek of de statistiek is nodig voor een taak van algemeen belang.",
            "The research or statistics are needed for a task in the public interest.",
            EnumSet.of(Right.OBJECTION)),
    NOT_BASED_ON_CONSENT(
            "not-based-on-consent",
            "GDPR art. 7(3)",
            "De verwerking berust niet op toestemming.",
            "The processing does not rest on consent.",
            EnumSet.of(Right.CONSENT_WITHDRAWAL)),
    NATIONAL_EXCEPTION(
            "national-exception",
            "UAVG art. 41",
            "Een uitzondering in de uitvoeringswet is van toepassing, zoals de opsporing van strafbare feiten.",
            "An exception of the Dutch implementation act applies, such as the investigation of crime.",
            EnumSet.complementOf(EnumSet.of(Right.CONSENT_WITHDRAWAL))),
    JOURNALISM_OR_ART(
            "journalism-or-art",
            "UAVG art. 43",
            "De gegevens dienen alleen voor journalistiek of voor academische, artistieke of literaire uitdrukking.",
            "The data serve only journalism or academic, artistic or literary expression.",
            EnumSet.allOf(Right.class)),
    RESEARCH_ALONE(
            "research-alone",
            "UAVG art. 44",
            "De gegevens worden alleen voor wetenschappelijk onderzoek of statistiek gebruikt, met waarborgen.",
            "The data are used for scientific research or statistics alone, with safeguards.",
            EnumSet.of(Right.ACCESS, Right.RECTIFICATION, Right.RESTRICTION)),
    PUBLIC_ARCHIVE(
            "public-archive",
            "UAVG art. 45",
            "De gegevens staan in archiefstukken in een archiefbewaarplaats.",
            "The data are in records kept in a public archive.",
            EnumSet.of(Right.ACCESS, Right.RECTIFICATION, Right.RESTRICTION, Right.PORTABILITY)),
    PUBLIC_REGISTER(
            "public-register",
            "UAVG art. 47",
            "De gegevens staan in een openbaar register dat bij wet is ingesteld en zijn eigen procedure heeft.",
            "The data are in a public register that was set up by law and has a procedure of its own.",
            EnumSet.of(Right.ACCESS, Right.RECTIFICATION, Right.RESTRICTION, Right.OBJECTION));

    private final String code;
    private final String source;
    private final String dutch;
    private final String english;
    private final Set<Right> rights;

    RefusalGround(String code, String source, String dutch, String english, Set<Right> rights) {
        this.code = code;
        this.source = source;
        this.dutch = dutch;
        this.english = english;
        this.rights = Set.copyOf(rights);
    }

    @Override
    public String code() {
        return code;
    }

    /** The article that the ground rests on. */
    public String source() {
        return source;
    }

    public String dutch() {
        return dutch;
    }

    public String english() {
        return english;
    }

    /** Whether the law gives this ground against that right. */
    public boolean appliesTo(Right right) {
        return rights.contains(right);
    }

    public Set<Right> rights() {
        return rights;
    }

    public static Optional<RefusalGround> ofCode(String code) {
        return Arrays.stream(values())
                .filter(ground -> ground.code.equals(code))
                .findFirst();
    }
}
