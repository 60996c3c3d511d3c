/** What differs between the databases that a data system can have. */
package nl.privacyloket.connector.dialect;
