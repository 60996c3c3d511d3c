/** The product as it is run to be broken: everything a process of its own, or behind a proxy. */
package nl.privacyloket.faults.world;
