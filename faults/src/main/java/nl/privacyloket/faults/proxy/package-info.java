/** A TCP proxy that can break what goes through it. */
package nl.privacyloket.faults.proxy;
