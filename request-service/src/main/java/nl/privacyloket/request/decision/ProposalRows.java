package nl.privacyloket.request.decision;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Proposed decisions, by request. */
@ApplicationScoped
class ProposalRows implements PanacheRepositoryBase<DecisionProposal, UUID> {}
