/** The whole product on one machine, for development, demonstrations and tests. */
package nl.privacyloket.stack;
