/** The transaction that state, event and audit entry share. */
package nl.privacyloket.messaging.transaction;
