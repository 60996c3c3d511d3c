/** Addresses that no mail goes to. */
package nl.privacyloket.notification.suppression;
