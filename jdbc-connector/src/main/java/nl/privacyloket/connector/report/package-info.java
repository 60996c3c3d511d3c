/** Reports about data that show none. */
package nl.privacyloket.connector.report;
