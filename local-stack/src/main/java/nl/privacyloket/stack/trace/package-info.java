/** Takes the traces that services export. */
package nl.privacyloket.stack.trace;
