package nl.privacyloket.request;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import nl.privacyloket.kit.problem.ProblemException;

/** Refuses a body over the limit before it is parsed, however its length is declared. */
@SmallBody
@Provider
public class SmallBodyLimit implements ReaderInterceptor {

    private static final int LIMIT = 64 * 1024;

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException, WebApplicationException {
        byte[] body = context.getInputStream().readNBytes(LIMIT + 1);
        if (body.length > LIMIT) {
            throw new ProblemException(413, "too-large");
        }
        context.setInputStream(new ByteArrayInputStream(body));
        return context.proceed();
    }
}
