/** The API by which systems say who is on their lists. */
package nl.privacyloket.notification.registration;
