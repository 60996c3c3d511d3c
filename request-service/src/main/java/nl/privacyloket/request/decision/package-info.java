/** The officer's decision, and the grounds that it can rest on. */
package nl.privacyloket.request.decision;
