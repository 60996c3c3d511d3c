/** Judges one log while its records stream by: memory does not grow with the log. Plain Java, no source is known here. */
package nl.privacyloket.audit.verify.log;
