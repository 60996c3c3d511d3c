package nl.privacyloket.notification.letter;

import java.util.List;

/**
 * A part of a letter. Holds plain text only: the templates decide how it looks and escape it.
 *
 * @param kind how it is shown
 * @param text the words; the label for a code or a link
 * @param value the code, or the address that a link goes to; empty for other kinds
 * @param rows lines of a list, or of a table with two columns
 */
public record Block(Kind kind, String text, String value, List<Row> rows) {

    /** Ways of showing. */
    public enum Kind {
        PARAGRAPH,
        HEADING,
        NOTE,
        QUOTE,
        CODE,
        LINK,
        FACTS,
        TERMS,
        ITEMS
    }

    public Block {
        text = PlainText.said(text);
    }

    /** A line; an item of a list has no value. */
    public record Row(String label, String value) {
        public Row {
            label = PlainText.said(label);
            value = PlainText.said(value);
        }
    }

    public static Block paragraph(String text) {
        return new Block(Kind.PARAGRAPH, text, "", List.of());
    }

    public static Block heading(String text) {
        return new Block(Kind.HEADING, text, "", List.of());
    }

    /** Something not to be overlooked. */
    public static Block note(String text) {
        return new Block(Kind.NOTE, text, "", List.of());
    }

    /** Words of somebody else, which keep their line breaks. */
    public static Block quote(String text) {
        return new Block(Kind.QUOTE, text, "", List.of());
    }

    public static Block code(String label, String code) {
        return new Block(Kind.CODE, label, code, List.of());
    }

    public static Block link(String label, String address) {
        return new Block(Kind.LINK, label, address, List.of());
    }

    public static Block facts(List<Row> rows) {
        return new Block(Kind.FACTS, "", "", List.copyOf(rows));
    }

    /** Names, each with some sentences about it. */
    public static Block terms(List<Row> rows) {
        return new Block(Kind.TERMS, "", "", List.copyOf(rows));
    }

    public static Block items(List<String> lines) {
        return new Block(
                Kind.ITEMS,
                "",
                "",
                lines.stream().map(line -> new Row(line, "")).toList());
    }

    /** Lines of a quote, for the text form. */
    public List<String> lines() {
        return text.lines().toList();
    }

    /** Redacted: a letter is personal data. */
    @Override
    public String toString() {
        return "Block[" + kind + "]";
    }
}
