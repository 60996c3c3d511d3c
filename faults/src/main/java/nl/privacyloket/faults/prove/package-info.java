/** Shows that checks are awake: guards are taken out of the schema, and what they kept from happening is to be reported. */
package nl.privacyloket.faults.prove;
