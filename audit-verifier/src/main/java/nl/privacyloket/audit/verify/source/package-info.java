/** Where records come from: the topic, a service's REST API, files. A source delivers and judges nothing. */
package nl.privacyloket.audit.verify.source;
