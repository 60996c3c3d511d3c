package nl.privacyloket.stack.mail;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The mailbox as HTML, for a person with a browser. */
final class MailboxPage {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.of("Europe/Amsterdam"));
    private static final String FRAME = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>%s</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430 }
            table { border-collapse: collapse; width: 100%% } th, td { text-align: left; padding: .4rem .6rem;
            border-bottom: 1px solid #d5dbe3; vertical-align: top } pre { white-space: pre-wrap; background: #f4f6f9; padding: 1rem }
            iframe { width: 100%%; height: 40rem; border: 1px solid #d5dbe3 } .quiet { color: #5b6776 }
            </style></head><body>
            %s
            </body></html>
            """;

    private MailboxPage() {}

    /** The list, newest first. */
    static String list(List<ReceivedMail> mails) {
        if (mails.isEmpty()) {
            return FRAME.formatted("Mailbox", "<h1>Mailbox</h1><p class=\"quiet\">No mail yet.</p>");
        }
        StringBuilder rows = new StringBuilder();
        for (int i = mails.size() - 1; i >= 0; i--) {
            ReceivedMail mail = mails.get(i);
            rows.append("<tr><td>%s</td><td>%s</td><td>%s</td><td><a href=\"/mails/%d\">%s</a></td></tr>%n"
                    .formatted(
                            TIME.format(mail.receivedAt()),
                            escaped(mail.to()),
                            escaped(mail.from()),
                            mail.id(),
                            escaped(mail.subject())));
        }
        return FRAME.formatted(
                "Mailbox",
                "<h1>Mailbox</h1><table><thead><tr><th>Received</th><th>To</th><th>From</th><th>Subject</th></tr></thead><tbody>"
                        + rows
                        + "</tbody></table><p class=\"quiet\">As JSON: <a href=\"/messages\">/messages</a></p>");
    }

    /** One mail with its headers, its text part and its HTML part side by side. */
    static String mail(ReceivedMail mail) {
        StringBuilder body = new StringBuilder("<p><a href=\"/\">Mailbox</a></p><h1>")
                .append(escaped(mail.subject()))
                .append("</h1><p class=\"quiet\">")
                .append(escaped(mail.from()))
                .append(" to ")
                .append(escaped(mail.to()))
                .append(", ")
                .append(TIME.format(mail.receivedAt()))
                .append("</p>");
        if (mail.html() != null) {
            // A sandbox without permissions: a mail runs no script and submits nothing.
            body.append("<h2>HTML</h2><iframe sandbox title=\"HTML part\" srcdoc=\"")
                    .append(escaped(mail.html()))
                    .append("\"></iframe>");
        }
        if (mail.text() != null) {
            body.append("<h2>Text</h2><pre>").append(escaped(mail.text())).append("</pre>");
        }
        body.append("<h2>Headers</h2><pre>");
        mail.headers()
                .forEach((name, values) -> values.forEach(value -> body.append(escaped(name))
                        .append(": ")
                        .append(escaped(value))
                        .append('\n')));
        return FRAME.formatted(escaped(mail.subject()), body.append("</pre>"));
    }

    private static String escaped(String text) {
        if (text == null) {
            return "";
        }
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
