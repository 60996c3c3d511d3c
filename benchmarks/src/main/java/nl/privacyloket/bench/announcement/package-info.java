/** How fast announcements are sent, beside a client that sends and does nothing else. */
package nl.privacyloket.bench.announcement;
