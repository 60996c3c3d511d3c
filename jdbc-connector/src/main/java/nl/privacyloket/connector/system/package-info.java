/** What runs for each data system: its database, consumer, relay and uploads. */
package nl.privacyloket.connector.system;
