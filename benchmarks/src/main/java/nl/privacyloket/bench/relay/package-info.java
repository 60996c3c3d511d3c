/** How fast events come from the database to Kafka. */
package nl.privacyloket.bench.relay;
