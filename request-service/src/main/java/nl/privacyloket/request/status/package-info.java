/** What can be seen of a request: its detail, its timeline, lists for staff, and the page for the person. */
package nl.privacyloket.request.status;
