package nl.privacyloket.connector.execution;

import nl.privacyloket.connector.person.IdentifiedPerson;
import nl.privacyloket.connector.rows.PersonRows;

/**
 * A person and all their rows.
 *
 * @param person where they were found
 * @param rows what hangs under there, retained rows of earlier erasures included
 */
record LocatedPerson(IdentifiedPerson person, PersonRows rows) {}
