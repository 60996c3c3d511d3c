/** An OpenID Connect provider that gives anyone any token. */
package nl.privacyloket.stack.oidc;
