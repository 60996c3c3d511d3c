/** Where a request stands and which steps lead on from there. Plain Java. */
package nl.privacyloket.request.state;
