package nl.privacyloket.faults;

import java.util.List;
import nl.privacyloket.faults.run.Round;

/**
 * The rounds of one run: the content of its file.
 *
 * @param begunAt in UTC
 * @param commit of the checkout that ran, with {@code +} when files differed from it; {@code unknown} outside of one
 * @param seed of what was left to chance
 * @param again events and mails that came more often than once, under one identity, as documented
 */
record Run(String begunAt, String commit, long seed, String machine, long again, List<Round> rounds) {}
