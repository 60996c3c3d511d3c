package nl.privacyloket.messaging.audit;

import java.util.List;
import nl.privacyloket.tlog.Hash;

/** That an entry is in the log: its leaf and the hashes beside the way to the root of the tree of some size. */
public record InclusionAnswer(Hash leaf, List<Hash> hashes) {}
