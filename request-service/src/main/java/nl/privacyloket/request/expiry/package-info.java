/** The end of request files: they too go when their own retention term has ended. */
package nl.privacyloket.request.expiry;
