/** What a person hands in to show who asks, kept encrypted until that is established, and what stays of it. */
package nl.privacyloket.request.evidence;
