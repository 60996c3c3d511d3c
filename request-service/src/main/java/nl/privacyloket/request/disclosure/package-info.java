/** Data that go to a third party: on record, with the person's consent where the policy asks for it, and always told. */
package nl.privacyloket.request.disclosure;
