/** What notification-service tells about the messages of a request. */
package nl.privacyloket.request.correspondence;
