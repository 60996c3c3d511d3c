/** What an uploaded file is, and whether a copy of an identity document still shows what must be made black. Plain Java. */
package nl.privacyloket.request.document;
