/** What it takes for how many persons, computed from what was measured. */
package nl.privacyloket.bench.sizing;
