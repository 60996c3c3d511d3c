/** Events that could not be handled: stored encrypted, announced without their content, replayed or removed by hand. */
package nl.privacyloket.messaging.deadletter;
