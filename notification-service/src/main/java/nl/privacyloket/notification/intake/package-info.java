/** Facts of other services that lead to messages. */
package nl.privacyloket.notification.intake;
