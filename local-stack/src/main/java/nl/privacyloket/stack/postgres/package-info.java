/** A PostgreSQL server as a child process. */
package nl.privacyloket.stack.postgres;
