/** Permits: what makes sure that nothing is destroyed after a hold was acknowledged. */
package nl.privacyloket.connector.permit;
