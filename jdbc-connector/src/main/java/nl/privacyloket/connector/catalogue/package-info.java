/** What the database says about its own tables. */
package nl.privacyloket.connector.catalogue;
