/** The vocabulary of the law: rights and grounds. Plain Java. */
package nl.privacyloket.request.law;
