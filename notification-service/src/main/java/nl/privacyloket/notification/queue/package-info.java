/** Messages from the fact that they tell of to their end, in the database. */
package nl.privacyloket.notification.queue;
