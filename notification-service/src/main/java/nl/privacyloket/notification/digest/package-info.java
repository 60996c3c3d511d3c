/** What staff are told once a day. */
package nl.privacyloket.notification.digest;
