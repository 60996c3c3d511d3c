/** Threads that bring waiting work further. */
package nl.privacyloket.connector.background;
