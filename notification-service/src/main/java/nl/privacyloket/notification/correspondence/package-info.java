/** Whom we write to about which request, and on what occasion. */
package nl.privacyloket.notification.correspondence;
