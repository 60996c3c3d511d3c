/** What the connector remembers of persons who were erased. */
package nl.privacyloket.connector.memory;
