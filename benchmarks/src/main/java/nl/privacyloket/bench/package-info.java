/** Speed as a ratio to a limit that is measured beside it, on the same machine in the same run. */
package nl.privacyloket.bench;
