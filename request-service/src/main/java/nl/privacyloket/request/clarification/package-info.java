/** Asking the person, and what waiting for the answer does to the term. */
package nl.privacyloket.request.clarification;
