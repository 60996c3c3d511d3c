/** Ports of this machine. */
package nl.privacyloket.stack.net;
