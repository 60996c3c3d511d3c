/** What stands in a record of the audit topic, a line of an export or of an archive; read strictly, judged elsewhere. */
package nl.privacyloket.audit.verify.record;
