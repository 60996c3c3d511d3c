/** How soon people hear. */
package nl.privacyloket.bench.mail;
