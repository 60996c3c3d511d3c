/** PRIFORA and its webshop, which the scenarios about retention measure with. */
package nl.privacyloket.bench.webshop;
