package nl.privacyloket.request.identity;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpData;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import java.io.IOException;
import java.io.InputStream;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.request.InvalidInput;
import nl.privacyloket.request.document.DocumentType;

/**
 * The part {@code document} of a multipart body. Read in memory and not by the framework, which would write it to a file in
 * the clear.
 *
 * @param type what it is by its first bytes
 */
record UploadedFile(DocumentType type, byte[] content) {

    /** Name of the part. */
    static final String PART = "document";

    /** Room for boundaries and headers of parts. */
    private static final int AROUND = 64 * 1024;

    private static final int MOST_PARTS = 10;

    /**
     * @param largest most bytes of the file
     * @throws ProblemException 413 when it is larger, 415 when it is not of a kind that is taken, 400 when it is not there
     */
    static UploadedFile read(String contentType, InputStream body, int largest, InvalidInput input) throws IOException {
        byte[] all = body.readNBytes(largest + AROUND + 1);
        if (all.length > largest + AROUND) {
            throw new ProblemException(413, "document-too-large");
        }
        byte[] content = part(contentType, all);
        input.require(content != null && content.length > 0, PART, "required").refuse();
        if (content.length > largest) {
            throw new ProblemException(413, "document-too-large");
        }
        DocumentType type =
                DocumentType.of(content).orElseThrow(() -> new ProblemException(415, "document-type-not-taken"));
        return new UploadedFile(type, content);
    }

    private static byte[] part(String contentType, byte[] body) throws IOException {
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
        request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        if (!HttpPostRequestDecoder.isMultipart(request)) {
            throw new ProblemException(400, "malformed-upload");
        }
        HttpPostMultipartRequestDecoder decoder = null;
        try {
            decoder = new HttpPostMultipartRequestDecoder(
                    new DefaultHttpDataFactory(false),
                    request,
                    java.nio.charset.StandardCharsets.UTF_8,
                    MOST_PARTS,
                    -1);
            return decoder.getBodyHttpData(PART) instanceof HttpData data && data.isCompleted() ? data.get() : null;
        } catch (HttpPostRequestDecoder.ErrorDataDecoderException
                | HttpPostRequestDecoder.TooManyFormFieldsException e) {
            // Its message can quote the body.
            throw new ProblemException(400, "malformed-upload");
        } finally {
            if (decoder != null) {
                decoder.destroy();
            }
        }
    }

    @Override
    public String toString() {
        return "UploadedFile[" + type + "]";
    }
}
