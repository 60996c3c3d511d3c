/** Whether a change of the contracts breaks somebody who codes against the published ones. See contracts/README.md. */
package nl.privacyloket.contracts.compatibility;
