/** What is broken, one class each. */
package nl.privacyloket.faults.inject;
