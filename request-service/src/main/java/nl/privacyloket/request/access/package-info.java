/** Who may see and change a request: the person by the private token, staff by role and organisation. */
package nl.privacyloket.request.access;
