/** The API for staff. */
package nl.privacyloket.notification.messages;
