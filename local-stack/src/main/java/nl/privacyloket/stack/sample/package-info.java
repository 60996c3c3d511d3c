/** Data systems of five organisations, filled with people who do not exist. */
package nl.privacyloket.stack.sample;
