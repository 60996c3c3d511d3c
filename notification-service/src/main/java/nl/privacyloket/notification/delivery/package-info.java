/** From the queue to the mail server. */
package nl.privacyloket.notification.delivery;
