/** What a person is told, as text without looks; and what makes text of others fit for it. */
package nl.privacyloket.notification.letter;
