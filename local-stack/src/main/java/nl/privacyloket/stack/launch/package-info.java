/** The commands behind {@code ./run}. */
package nl.privacyloket.stack.launch;
