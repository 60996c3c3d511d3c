/** Closing a request of which not every task has been answered. */
package nl.privacyloket.request.closing;
