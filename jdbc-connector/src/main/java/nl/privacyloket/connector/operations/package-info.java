/** The application: start and stop, health, metrics, dead letters. */
package nl.privacyloket.connector.operations;
