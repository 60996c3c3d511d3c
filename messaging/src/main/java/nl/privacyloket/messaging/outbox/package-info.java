/**
 * Events leave in the transaction that makes them true, and reach Kafka in the order of their commits per key (ADR 0001).
 */
package nl.privacyloket.messaging.outbox;
