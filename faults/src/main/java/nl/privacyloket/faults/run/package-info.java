/** Rounds. */
package nl.privacyloket.faults.run;
