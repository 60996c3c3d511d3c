/** What a run remembers for the next one. */
package nl.privacyloket.audit.verify.state;
