/** Holds a mapping against its database before the first command. */
package nl.privacyloket.connector.fit;
