/** The parts put together in the framework: beans, channels, health, metrics. */
package nl.privacyloket.notification.wiring;
