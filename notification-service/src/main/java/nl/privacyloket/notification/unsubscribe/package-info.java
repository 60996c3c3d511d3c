/** The link in each announcement by which its reader ends it (RFC 8058). */
package nl.privacyloket.notification.unsubscribe;
