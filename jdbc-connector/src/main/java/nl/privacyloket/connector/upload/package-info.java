/** Brings the answers of access commands to where exports are taken in. */
package nl.privacyloket.connector.upload;
