/** Commands and their answers as messages. */
package nl.privacyloket.connector.command;
