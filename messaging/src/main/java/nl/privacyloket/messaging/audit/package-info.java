/** The audit log: who did what to which object, when, with what outcome; no personal data, no gaps, no changes. */
package nl.privacyloket.messaging.audit;
