/** Taking a request back. */
package nl.privacyloket.request.withdrawal;
