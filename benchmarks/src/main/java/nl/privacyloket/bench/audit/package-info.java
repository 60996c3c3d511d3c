/** The speed of the verifier of audit logs. */
package nl.privacyloket.bench.audit;
