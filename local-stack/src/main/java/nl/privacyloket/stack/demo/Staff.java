package nl.privacyloket.stack.demo;

import java.io.IOException;
import nl.privacyloket.stack.oidc.StaffClaims;
import nl.privacyloket.stack.oidc.TokenRequests;

/** The people of one organisation who handle requests. */
record Staff(String organisation, TokenRequests tokens) {

    String caseHandler() throws IOException, InterruptedException {
        return tokens.token(StaffClaims.of("case-handler", organisation));
    }

    String privacyOfficer() throws IOException, InterruptedException {
        return tokens.token(StaffClaims.of("privacy-officer", organisation));
    }
}
