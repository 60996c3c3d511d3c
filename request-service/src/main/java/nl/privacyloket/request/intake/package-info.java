/** Taking requests in: from the person over the web, or by staff for someone who wrote, phoned or came by. */
package nl.privacyloket.request.intake;
