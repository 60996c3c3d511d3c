package nl.privacyloket.faults.inject;

import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A process that was running and was killed.
 *
 * @param what it was
 * @param pid that it had
 */
record Killed(String what, long pid) {

    /** Ends a process at once. */
    interface Kill {
        void go() throws Exception;
    }

    /**
     * Kills what runs.
     *
     * @param running its process id; empty when it does not run
     * @throws NoEffectException when nothing ran, or when it runs all the same
     */
    static Killed of(String what, OptionalLong running, Kill kill) throws Exception {
        if (running.isEmpty()) {
            throw new NoEffectException(what + " did not run when it was to be killed");
        }
        kill.go();
        Killed killed = new Killed(what, running.getAsLong());
        if (ProcessHandle.of(killed.pid).filter(ProcessHandle::isAlive).isPresent()) {
            throw new NoEffectException(what + " was killed and runs");
        }
        return killed;
    }

    /**
     * Makes sure that another process is there in its place.
     *
     * @param running process id of what runs now
     */
    void replacedBy(Supplier<OptionalLong> running) {
        OptionalLong now = running.get();
        if (now.isEmpty() || now.getAsLong() == pid) {
            throw new NoEffectException(what + " was killed and started, and no other process is there");
        }
    }
}
