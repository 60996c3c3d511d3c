/** What must hold of it, one class each. */
package nl.privacyloket.faults.check;
