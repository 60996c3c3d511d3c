/** What the product keeps of its promises when what it runs on breaks. */
package nl.privacyloket.faults;
