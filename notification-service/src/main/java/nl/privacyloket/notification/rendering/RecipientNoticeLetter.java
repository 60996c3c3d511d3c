package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nl.privacyloket.notification.correspondence.RecipientNotice;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.Block.Row;
import nl.privacyloket.notification.letter.PlainText;

/** Tells somebody whom data were disclosed to what to do with them now (GDPR art. 19), and about whom they are. */
record RecipientNoticeLetter() {
    private static final Map<String, Function<CaseworkPhrases, Said>> ACTIONS = Map.of(
            "erase",
            phrases -> new Said(phrases.noticeEraseTitle(), phrases.noticeErase(), phrases.noticeEraseAsked()),
            "rectify",
            phrases -> new Said(phrases.noticeRectifyTitle(), phrases.noticeRectify(), phrases.noticeRectifyAsked()),
            "restrict",
            phrases -> new Said(phrases.noticeRestrictTitle(), phrases.noticeRestrict(), phrases.noticeRestrictAsked()),
            "lift",
            phrases -> new Said(phrases.noticeLiftTitle(), phrases.noticeLift(), phrases.noticeLiftAsked()));
    private static final Map<String, Function<CaseworkPhrases, String>> IDENTIFIERS = Map.of(
            "e-mail", CaseworkPhrases::identifierEmail,
            "customer-number", CaseworkPhrases::identifierCustomerNumber,
            "phone", CaseworkPhrases::identifierPhone,
            "name", CaseworkPhrases::identifierName);

    private record Said(String title, String why, String asked) {}

    LetterWriter.Content write(Addressed addressed, RecipientNotice notice, Wording wording) {
        CaseworkPhrases casework = wording.casework();
        String organisation = addressed.organisation().name();
        Said said = ACTIONS.get(notice.action()).apply(casework);
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(casework.noticeBefore(organisation) + " " + said.why()));
        blocks.add(Block.heading(casework.headingAboutWhom()));
        List<Row> rows = new ArrayList<>(notice.identifiers().stream()
                .map(one -> new Row(identifier(one.label(), casework), PlainText.line(one.value())))
                .toList());
        rows.add(new Row(wording.phrases().labelReference(), addressed.matter().reference()));
        blocks.add(Block.facts(rows));
        blocks.addAll(DisclosureWords.categories(notice.categories(), addressed.organisation(), wording));
        if (!notice.corrections().isEmpty()) {
            blocks.add(Block.heading(casework.headingCorrections()));
            blocks.add(Block.facts(notice.corrections().stream()
                    .map(one -> new Row(identifier(one.label(), casework), PlainText.line(one.value())))
                    .toList()));
        }
        blocks.add(Block.heading(casework.headingAskedOfYou()));
        blocks.add(Block.paragraph(said.asked()));
        blocks.add(Block.paragraph(casework.noticePassedOn()));
        return new LetterWriter.Content(
                casework.noticeSubject(organisation, addressed.matter().reference()), said.title(), blocks);
    }

    /** An identifier or a field by its name where it has one here, otherwise as the organisation calls it. */
    private static String identifier(String type, CaseworkPhrases casework) {
        return IDENTIFIERS.getOrDefault(type, any -> PlainText.line(type)).apply(casework);
    }
}
