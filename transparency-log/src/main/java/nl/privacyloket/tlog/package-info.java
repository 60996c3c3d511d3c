/**
 * A log that only grows, and what shows it: the Merkle tree of RFC 6962, its proofs (RFC 9162), and checkpoints signed as
 * C2SP's signed-note, tlog-checkpoint and tlog-cosignature say. Nothing here knows what an entry of the log means.
 */
package nl.privacyloket.tlog;
