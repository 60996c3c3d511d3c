/** What follows from each step: its event, its entry in the timeline and its audit entry, all in the step's transaction. */
package nl.privacyloket.request.journal;
