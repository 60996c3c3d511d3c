package nl.privacyloket.faults.prove;

import java.util.List;
import nl.privacyloket.faults.check.Finding;
import nl.privacyloket.faults.inject.Fault;

/**
 * Something in a database that keeps a promise, and how the promise is broken without it.
 *
 * @param name of the guard, in a few words
 * @param check that must report what comes of it
 * @param kind of what it must report: what the guard keeps from happening, not whatever else comes of its absence
 * @param database that holds the guard
 * @param out SQL that takes it out, before anybody works
 * @param fault that the guard protects from; null when the work of every day is enough
 * @param late SQL while the work is done and before the fault; empty when the guard is out all the time
 * @param back SQL that puts it in again, and removes what should never have been there
 */
public record Guard(
        String name,
        String check,
        Finding.Kind kind,
        String database,
        List<String> out,
        Fault fault,
        List<String> late,
        List<String> back) {}
