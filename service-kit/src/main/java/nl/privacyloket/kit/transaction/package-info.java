/** Transactions of a service that stops. */
package nl.privacyloket.kit.transaction;
