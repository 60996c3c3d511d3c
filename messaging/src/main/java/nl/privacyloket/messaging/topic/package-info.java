/** Topics are created explicitly, with settings that the contracts document. */
package nl.privacyloket.messaging.topic;
