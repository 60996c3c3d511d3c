package nl.privacyloket.faults.run;

import java.util.List;
import nl.privacyloket.faults.check.Finding;

/**
 * What came of one round.
 *
 * @param number from 1
 * @param faults names of what was injected
 * @param injected how many times something was broken
 * @param accepted operations that the client was told were done
 * @param unanswered calls that nobody answered
 * @param cut connections that proxies cut
 * @param again since the beginning of the run: events and mails that came more often than once, under one identity, as documented
 * @param seconds that it took, with the checks
 * @param findings what is not as it was promised, and was not found before
 */
public record Round(
        int number,
        List<String> faults,
        int injected,
        long accepted,
        long unanswered,
        long cut,
        long again,
        long seconds,
        List<Finding> findings) {}
