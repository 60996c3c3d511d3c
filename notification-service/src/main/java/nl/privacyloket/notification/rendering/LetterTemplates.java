package nl.privacyloket.notification.rendering;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateExtension;
import io.quarkus.qute.TemplateInstance;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.Letter;
import nl.privacyloket.notification.letter.PrintedLetter;
import nl.privacyloket.notification.letter.TextColumns;

/** The looks of every letter: one template for each form, in {@code templates/letter}. */
final class LetterTemplates {
    private LetterTemplates() {}

    @CheckedTemplate(basePath = "letter")
    static final class Html {
        private Html() {}

        static native TemplateInstance html(Letter letter);
    }

    @CheckedTemplate(basePath = "letter")
    static final class Text {
        private Text() {}

        static native TemplateInstance text(Letter letter);
    }

    @CheckedTemplate(basePath = "letter")
    static final class Print {
        private Print() {}

        static native TemplateInstance print(PrintedLetter printed);
    }

    /** Lines for the text form. */
    @TemplateExtension
    static String wrapped(String text) {
        return TextColumns.wrap(text);
    }

    @TemplateExtension
    static String underline(String text) {
        return "-".repeat(Math.min(text.length(), 72));
    }

    @TemplateExtension
    static String asItem(String text) {
        return TextColumns.wrap(text, "- ", "  ");
    }

    @TemplateExtension
    static String asTerm(Block.Row row) {
        return TextColumns.wrap(row.label() + ": " + row.value(), "- ", "  ");
    }

    @TemplateExtension
    static String asFact(Block.Row row) {
        return TextColumns.wrap(row.label() + ": " + row.value(), "", "  ");
    }

    @TemplateExtension
    static String asNote(String text) {
        return TextColumns.wrap(text, "! ", "  ");
    }

    @TemplateExtension
    static String asQuote(String text) {
        return text.isBlank() ? ">" : TextColumns.wrap(text, "> ", "> ");
    }
}
