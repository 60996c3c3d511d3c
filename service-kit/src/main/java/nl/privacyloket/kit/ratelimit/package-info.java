/** How many calls anybody may make who shows no token, shared by all instances of a service. */
package nl.privacyloket.kit.ratelimit;
