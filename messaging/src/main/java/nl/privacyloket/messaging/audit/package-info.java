/** The audit log: who did what to which object, when, with what outcome; no personal data, no gaps, no changes; a Merkle tree with signed checkpoints (ADR 0019). */
package nl.privacyloket.messaging.audit;
