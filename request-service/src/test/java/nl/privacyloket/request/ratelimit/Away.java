package nl.privacyloket.request.ratelimit;

import org.postgresql.ds.PGSimpleDataSource;

/** A database where nobody listens. */
final class Away extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    Away() {
        setURL("jdbc:postgresql://127.0.0.1:1/nowhere?connectTimeout=1");
    }
}
