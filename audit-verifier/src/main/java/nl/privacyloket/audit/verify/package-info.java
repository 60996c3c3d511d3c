/**
 * The verifier of audit logs: what it is asked, and its answer over all logs. It needs what was published and public keys,
 * nothing of the services. Records come from a {@code source}, are read in {@code record}, judged log by log in
 * {@code log}, laid side by side in {@code reconcile}, told in {@code report}; {@code archive} keeps what it has verified.
 */
package nl.privacyloket.audit.verify;
