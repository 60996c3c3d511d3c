/** A verdict in words for people and as JSON for programs. */
package nl.privacyloket.audit.verify.report;
