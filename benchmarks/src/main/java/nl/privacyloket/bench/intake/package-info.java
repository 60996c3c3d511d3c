/** How fast requests are taken in. */
package nl.privacyloket.bench.intake;
