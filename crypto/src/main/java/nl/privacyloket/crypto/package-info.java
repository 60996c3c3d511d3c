/**
 * Everything that keeps personal data unreadable for those who need not read it: seals for one receiver on the wire,
 * encryption at rest, keyed hashes for look-ups, pseudonyms for the audit stream. And what an identifier has to be like first.
 */
package nl.privacyloket.crypto;
