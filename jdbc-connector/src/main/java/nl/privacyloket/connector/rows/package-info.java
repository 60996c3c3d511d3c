/** The rows of one person, named by their keys. */
package nl.privacyloket.connector.rows;
