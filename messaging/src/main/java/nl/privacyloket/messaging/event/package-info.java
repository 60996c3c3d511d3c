/** The envelope: CloudEvents 1.0 in Kafka binary mode with JSON data. */
package nl.privacyloket.messaging.event;
