/** Lets go of records whose term has ended, in the data system's own tables. */
package nl.privacyloket.connector.execution.purge;
