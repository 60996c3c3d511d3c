/** A Kafka broker inside this JVM. */
package nl.privacyloket.stack.kafka;
