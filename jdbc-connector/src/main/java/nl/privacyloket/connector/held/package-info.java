/** Persons whose data stay, whatever a command says. */
package nl.privacyloket.connector.held;
