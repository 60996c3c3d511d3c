package nl.privacyloket.stack.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.privacyloket.stack.mail.ReceivedMail;

/** Reads the mailbox of a running stack, over HTTP. */
public final class MailReader {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Pattern CODE = Pattern.compile("(?m)^[^:\\n]*code[^:\\n]*:\\s*(\\d{6,8})\\s*$");

    private final URI base;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param base the mailbox's address, without a slash at the end */
    public MailReader(URI base) {
        this.base = base;
    }

    /** The mails about a request to this address, oldest first. */
    public List<ReceivedMail> about(FiledRequest request, String address) throws IOException, InterruptedException {
        return to(address).stream()
                .filter(mail -> mail.subject() != null && mail.subject().contains(request.reference()))
                .toList();
    }

    /** All mails to this address, oldest first. */
    public List<ReceivedMail> to(String address) throws IOException, InterruptedException {
        URI messages = URI.create(base + "/messages?to=" + URLEncoder.encode(address, StandardCharsets.UTF_8));
        HttpRequest call =
                HttpRequest.newBuilder(messages).timeout(Duration.ofSeconds(10)).build();
        HttpResponse<String> response = client.send(call, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() != 200) {
            throw new UnexpectedAnswerException("GET /messages", response.statusCode(), response.body());
        }
        return Arrays.asList(JSON.readValue(response.body(), ReceivedMail[].class));
    }

    /** The text of a mail on one line, without the marks of a quotation, so that a sentence can be found in it. */
    public static String onOneLine(ReceivedMail mail) {
        return mail.text().replaceAll("\\s+(?:> ?)?", " ").strip();
    }

    /** The token at the end of a link in a mail, behind the path of a page and the id of the request. */
    public static Optional<String> linkToken(ReceivedMail mail, String page, FiledRequest request) {
        Matcher link = Pattern.compile(Pattern.quote(page + "#" + request.id() + "/") + "([\\w-]+)")
                .matcher(mail.text() == null ? "" : mail.text());
        return link.find() ? Optional.of(link.group(1)) : Optional.empty();
    }

    /** The confirmation code that stands in a mail. */
    public static Optional<String> code(ReceivedMail mail) {
        Matcher code = CODE.matcher(mail.text() == null ? "" : mail.text());
        return code.find() ? Optional.of(code.group(1)) : Optional.empty();
    }
}
