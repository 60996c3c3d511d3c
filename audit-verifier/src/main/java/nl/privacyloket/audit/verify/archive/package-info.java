/** The ready-made consumer: keeps the audit topic in files for as long as they are needed, and verifies while it does. */
package nl.privacyloket.audit.verify.archive;
