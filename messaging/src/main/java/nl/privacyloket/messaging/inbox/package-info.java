/** Events arrive at least once and take effect once; what cannot be handled is set aside where it is seen. */
package nl.privacyloket.messaging.inbox;
