/** Figures about requests for whoever watches the service: numbers by organisation, nothing about a person. */
package nl.privacyloket.request.figures;
