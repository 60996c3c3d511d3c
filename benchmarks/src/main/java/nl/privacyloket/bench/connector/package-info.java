/** The speed of jdbc-connector: persons erased and verified, rows that are let go of. */
package nl.privacyloket.bench.connector;
