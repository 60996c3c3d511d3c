package nl.privacyloket.retention.sweep;

import java.time.LocalDate;
import nl.privacyloket.retention.register.SubjectKey;

/** A place in the order in which due holdings are dealt with: by day, by person, by category, by record. */
record Cursor(LocalDate dueOn, SubjectKey subject, int stream, String recordRef) {}
