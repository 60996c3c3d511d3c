/** The speed at which data systems register what they hold. */
package nl.privacyloket.bench.register;
