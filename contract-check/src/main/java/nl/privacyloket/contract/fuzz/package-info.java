/** Calls that nobody in their right mind makes, from the published document of a service, and what must not come of them. */
package nl.privacyloket.contract.fuzz;
