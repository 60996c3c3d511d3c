/** Limit, system, limit: rounds that count, and what they say together. */
package nl.privacyloket.bench.compare;
