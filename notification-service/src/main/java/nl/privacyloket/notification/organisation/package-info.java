/** What letters need of the organisations' policies. */
package nl.privacyloket.notification.organisation;
