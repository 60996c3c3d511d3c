/** The speed at which data whose term has ended are ordered to go. */
package nl.privacyloket.bench.sweep;
