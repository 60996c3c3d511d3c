/** The outside client: persons and staff, who write down what they were promised. */
package nl.privacyloket.faults.client;
