/** The request file: the aggregate that every feature works on, its personal data encrypted. */
package nl.privacyloket.request.file;
