/** Who may exercise a person's rights. Plain Java. */
package nl.privacyloket.request.people;
