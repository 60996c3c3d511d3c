/** The services that a scenario measures: packaged, as processes, with PostgreSQL and Kafka around them. */
package nl.privacyloket.bench.stack;
