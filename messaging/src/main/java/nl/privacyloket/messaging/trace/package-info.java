/** Traces that go on over what is stored and sent. */
package nl.privacyloket.messaging.trace;
