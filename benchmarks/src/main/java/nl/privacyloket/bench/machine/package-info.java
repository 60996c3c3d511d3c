/** The machine and the checkout that were measured. */
package nl.privacyloket.bench.machine;
