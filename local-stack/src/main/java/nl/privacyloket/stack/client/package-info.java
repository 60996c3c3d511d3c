/** Talks to a running stack as outsiders do: REST, mailbox, topics. */
package nl.privacyloket.stack.client;
