/** Portability straight to another controller (GDPR art. 20(2)): offered by the person, fetched once. */
package nl.privacyloket.request.transfer;
