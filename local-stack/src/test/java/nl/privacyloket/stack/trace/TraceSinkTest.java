package nl.privacyloket.stack.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceSinkTest {

    @TempDir
    Path directory;

    @Test
    void keepsPlainAndPackedBodiesSearchable() throws Exception {
        try (TraceSink sink = TraceSink.start(0, directory.resolve("traces.otlp"))) {
            int plain = post(sink, "span one".getBytes(StandardCharsets.UTF_8), null);
            int packed = post(sink, gzip("span two"), "gzip");

            assertThat(plain).isEqualTo(200);
            assertThat(packed).isEqualTo(200);
            assertThat(Files.readString(sink.file())).isEqualTo("span onespan two");
        }
    }

    private static int post(TraceSink sink, byte[] body, String encoding) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sink.endpoint() + "/v1/traces"))
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (encoding != null) {
            request.header("Content-Encoding", encoding);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static byte[] gzip(String text) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
