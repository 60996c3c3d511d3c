/** Load from one process, and how long what it asked for took. */
package nl.privacyloket.bench.load;
