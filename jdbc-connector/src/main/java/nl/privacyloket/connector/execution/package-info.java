/** Carries out verify, erase and access in the data system's own tables. */
package nl.privacyloket.connector.execution;
