/**
 * How services talk: events leave through an outbox that commits with the state change, arrive through an inbox that
 * commits with their effect, and each change of state leaves an entry in a gap-free audit log. Plain Java over JDBC and
 * Kafka; nothing here knows what any event means.
 */
package nl.privacyloket.messaging;
