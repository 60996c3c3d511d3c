/** The OpenAPI document of a service, completed from its source: descriptions, refusals, examples. See contracts/README.md. */
package nl.privacyloket.kit.contract;
