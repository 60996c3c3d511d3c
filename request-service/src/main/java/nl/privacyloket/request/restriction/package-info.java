/** Restrictions that were granted, and how they end: the person hears of it first (GDPR art. 18(3)). */
package nl.privacyloket.request.restriction;
