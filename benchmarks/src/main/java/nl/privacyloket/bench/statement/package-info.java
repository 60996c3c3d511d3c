/** The statements that something has PostgreSQL execute, and the same ones executed by nothing but a load. */
package nl.privacyloket.bench.statement;
