/** What an outsider sees afterwards, read without the services. */
package nl.privacyloket.faults.evidence;
