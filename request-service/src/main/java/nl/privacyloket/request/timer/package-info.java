/** Telling staff of operative dates that are near or have passed. */
package nl.privacyloket.request.timer;
