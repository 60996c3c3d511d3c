package nl.privacyloket.faults.client;

import java.time.Instant;

/**
 * A line of the {@link Ledger}.
 *
 * @param at by the clock of the machine
 * @param what what the client was told, or is about to ask
 * @param id of the request or the hold; null as long as there is none
 * @param reference of a request
 * @param person number of the person at the data system
 * @param detail what else belongs to it: the invoked right, a status
 */
public record Entry(Instant at, What what, String id, String reference, String person, String detail) {
    /** What a line says. */
    public enum What {
        /** A request is about to be filed; the detail is the idempotency key. */
        ASKING,
        /** 201: the request was taken in; the detail is the right. */
        ACCEPTED,
        /** The address was confirmed. */
        CONFIRMED,
        /** The decision was taken. */
        DECIDED,
        /** The person saw that the request was closed; the detail is the outcome. */
        CLOSED,
        /** 201: a hold is in force. */
        HELD,
        /** The hold is about to be lifted: from here on it protects nothing. */
        LIFTING,
        /** The hold was lifted. */
        LIFTED,
        /** The same person became a customer again, after the erasure. */
        RETURNED,
        /** A data system got back its rows of erased persons, as by a backup: they are to be erased again. */
        RESTORED,
        /** A call failed at the service, which did not say when to come again; the detail says which, and with what. */
        BARE_FAILURE,
        /** The journey was given up because nobody answered, or something did not come; the detail says what. */
        GIVEN_UP
    }
}
