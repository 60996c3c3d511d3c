/** What messaging does differently in different databases. */
package nl.privacyloket.messaging.database;
