/** What retention-service tells about plans and their execution, and what follows for the request. */
package nl.privacyloket.request.execution;
