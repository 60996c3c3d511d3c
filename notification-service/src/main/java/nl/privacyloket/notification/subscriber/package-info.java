/** Who hears of changes of the statement and of what else they asked for, and what they no longer want to hear of. */
package nl.privacyloket.notification.subscriber;
