/** Rounds, and the report on them. */
package nl.privacyloket.faults.run;
