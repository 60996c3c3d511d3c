/** What an organisation tells all of its subscribers: one mail to each address, at a bounded rate, until all are reached. */
package nl.privacyloket.notification.announcement;
