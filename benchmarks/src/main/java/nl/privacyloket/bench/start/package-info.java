/** How soon services are there, and what room they take. */
package nl.privacyloket.bench.start;
