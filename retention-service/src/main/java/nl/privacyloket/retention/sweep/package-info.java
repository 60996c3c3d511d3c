/**
 * What goes by itself on the day that the rules say: holdings of the register, what data systems find by age, retained
 * parts of erasures, and the files of closed requests.
 */
package nl.privacyloket.retention.sweep;
