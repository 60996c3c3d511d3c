/** Extending the term under GDPR art. 12(3). */
package nl.privacyloket.request.extension;
