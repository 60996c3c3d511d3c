package nl.privacyloket.faults.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What one person does, with the staff who deal with it, from the first call to the last mail. */
enum Journey {
    /** Sees all data. */
    ACCESS {
        @Override
        void go(Request request, Hold hold, Person person, Recovery recovery, Ledger ledger, Patience patience)
                throws Exception {
            request.file("access");
            request.confirm();
            request.grant(false);
            request.awaitClosed();
            if (!holds(request.export(), person.mark())) {
                throw new GaveUpException("the package of an access request does not hold the person's data");
            }
        }
    },
    /** Has everything erased. */
    ERASURE {
        @Override
        void go(Request request, Hold hold, Person person, Recovery recovery, Ledger ledger, Patience patience)
                throws Exception {
            erase(request);
        }
    },
    /** Has everything erased, and becomes a customer again. */
    RETURN {
        @Override
        void go(Request request, Hold hold, Person person, Recovery recovery, Ledger ledger, Patience patience)
                throws Exception {
            erase(request);
            patience.await("the data system to take the person back", () -> added(recovery, person));
            ledger.write(Entry.What.RETURNED, request.id(), null, person.number(), null);
        }
    },
    /** Has everything erased while a hold keeps it, which stays. */
    HELD {
        @Override
        void go(Request request, Hold hold, Person person, Recovery recovery, Ledger ledger, Patience patience)
                throws Exception {
            hold.place();
            erase(request);
        }
    },
    /** The same, and the hold is lifted afterwards. */
    HELD_FOR_A_WHILE {
        @Override
        void go(Request request, Hold hold, Person person, Recovery recovery, Ledger ledger, Patience patience)
                throws Exception {
            hold.place();
            erase(request);
            hold.lift();
        }
    };

    abstract void go(Request request, Hold hold, Person person, Recovery recovery, Ledger ledger, Patience patience)
            throws Exception;

    /** Writes a person down at the data system, which may be away; empty when it is. */
    static Optional<Boolean> added(Recovery recovery, Person person) {
        try {
            recovery.add(person);
            return Optional.of(true);
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static void erase(Request request) throws Exception {
        request.file("erasure");
        request.confirm();
        request.grant(true);
        request.awaitClosed();
    }

    private static boolean holds(byte[] zip, String mark) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (text.toLowerCase(Locale.ROOT).contains(mark + ".vermeer")) {
                    return true;
                }
            }
        }
        return false;
    }
}
