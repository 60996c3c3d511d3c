/** Carries out purges in the background, a batch at a time. */
package nl.privacyloket.connector.purge;
