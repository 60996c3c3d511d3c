/** Counting of answer terms. Plain Java; the tables of public holidays come from jollyday. */
package nl.privacyloket.request.deadline;
