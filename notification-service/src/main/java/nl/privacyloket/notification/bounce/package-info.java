/** Reports that a mail which a server took did not arrive after all. */
package nl.privacyloket.notification.bounce;
