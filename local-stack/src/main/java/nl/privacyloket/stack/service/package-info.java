/** The services as processes of their own. */
package nl.privacyloket.stack.service;
