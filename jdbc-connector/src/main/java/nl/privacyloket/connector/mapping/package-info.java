/** Mapping files: how a data system's tables hold persons. */
package nl.privacyloket.connector.mapping;
