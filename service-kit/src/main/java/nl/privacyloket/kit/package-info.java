/** What every service has at its edges, so that the services themselves hold only what is theirs. */
package nl.privacyloket.kit;
