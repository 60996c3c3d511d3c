/** Sentences and templates: the one place with words in Dutch and English. */
package nl.privacyloket.notification.rendering;
