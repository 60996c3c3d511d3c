/** Makes the sample data systems known to retention-service. */
package nl.privacyloket.stack.register;
