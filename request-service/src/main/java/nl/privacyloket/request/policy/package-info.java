/** Organisations and their policies: what each has promised, as data, in versions that never change. */
package nl.privacyloket.request.policy;
