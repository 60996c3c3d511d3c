/** Establishing who asks, the least intrusive way first. */
package nl.privacyloket.request.identity;
