/** Finds the person who is meant, and nobody else. */
package nl.privacyloket.connector.person;
