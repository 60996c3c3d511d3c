/**
 * Lays logs side by side: what one service says of a request must be found with those whom it concerns, and nothing is said
 * of a request that never came in. The rules are data, each with its reason.
 */
package nl.privacyloket.audit.verify.reconcile;
