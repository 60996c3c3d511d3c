/** What was measured, as a table for people and as JSON for whoever compares runs. */
package nl.privacyloket.bench.result;
