/** An SMTP server with a mailbox that people and programs read. */
package nl.privacyloket.stack.mail;
