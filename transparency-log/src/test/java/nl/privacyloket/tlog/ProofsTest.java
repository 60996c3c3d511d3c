package nl.privacyloket.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProofsTest {
    private static final int LARGEST = 130;
    private static final List<Hash> LEAVES = NaiveTree.leaves(LARGEST);
    private static final Hash STRANGER = Hash.ofLeaf("stranger".getBytes(UTF_8));

    @Test
    void every_size_has_the_root_of_the_definition_and_hands_out_each_complete_subtree_once() {
        TreeFrontier frontier = TreeFrontier.empty();
        Map<String, Hash> handedOut = new HashMap<>();
        for (int size = 0; size <= LARGEST; size++) {
            assertThat(frontier.size()).isEqualTo(size);
            assertThat(frontier.root()).isEqualTo(NaiveTree.root(LEAVES.subList(0, size)));
            assertThat(TreeFrontier.of(size, frontier.hashes()).root()).isEqualTo(frontier.root());
            if (size < LARGEST) {
                frontier.append(
                        LEAVES.get(size), (level, index, hash) -> assertThat(handedOut.put(level + "/" + index, hash))
                                .isNull());
            }
        }
        NodeSource definition = NaiveTree.nodes(LEAVES);
        for (int level = 0; 1 << level <= LARGEST; level++) {
            for (int index = 0; (index + 1) << level <= LARGEST; index++) {
                assertThat(handedOut.remove(level + "/" + index)).isEqualTo(definition.node(level, index));
            }
        }
        assertThat(handedOut).isEmpty();
    }

    @Test
    void every_place_of_every_size_is_proved_as_defined() {
        for (int size = 1; size <= LARGEST; size++) {
            List<Hash> leaves = LEAVES.subList(0, size);
            Hash root = NaiveTree.root(leaves);
            for (int index = 0; index < size; index++) {
                List<Hash> proof = InclusionProof.build(index, size, NaiveTree.nodes(leaves));

                assertThat(proof).isEqualTo(NaiveTree.path(index, leaves));
                assertThat(InclusionProof.verify(leaves.get(index), index, size, proof, root))
                        .isTrue();
            }
        }
    }

    @Test
    void growth_between_all_sizes_is_proved_as_defined() {
        for (int to = 1; to <= LARGEST; to++) {
            List<Hash> leaves = LEAVES.subList(0, to);
            Hash root = NaiveTree.root(leaves);
            for (int from = 1; from <= to; from++) {
                List<Hash> proof = ConsistencyProof.build(from, to, NaiveTree.nodes(leaves));

                assertThat(proof).isEqualTo(NaiveTree.proof(from, leaves));
                assertThat(ConsistencyProof.verify(from, NaiveTree.root(LEAVES.subList(0, from)), to, root, proof))
                        .isTrue();
            }
        }
    }

    @Property(tries = 300)
    void a_proof_of_a_place_holds_for_nothing_else(
            @ForAll @IntRange(min = 1, max = LARGEST) int size, @ForAll int somewhere, @ForAll int something) {
        int index = Math.floorMod(somewhere, size);
        List<Hash> leaves = LEAVES.subList(0, size);
        Hash root = NaiveTree.root(leaves);
        Hash leaf = leaves.get(index);
        List<Hash> proof = InclusionProof.build(index, size, NaiveTree.nodes(leaves));

        assertThat(InclusionProof.verify(STRANGER, index, size, proof, root)).isFalse();
        assertThat(InclusionProof.verify(leaf, index, size, proof, STRANGER)).isFalse();
        assertThat(InclusionProof.verify(leaf, index, size, with(proof, STRANGER), root))
                .isFalse();
        assertThat(InclusionProof.verify(leaf, -1, size, proof, root)).isFalse();
        assertThat(InclusionProof.verify(leaf, size, size, proof, root)).isFalse();
        for (int other = 0; other < size; other++) {
            assertThat(InclusionProof.verify(leaf, other, size, proof, root)).isEqualTo(other == index);
        }
        if (!proof.isEmpty()) {
            int at = Math.floorMod(something, proof.size());
            List<Hash> forged = new ArrayList<>(proof);
            forged.set(at, STRANGER);
            assertThat(InclusionProof.verify(leaf, index, size, forged, root)).isFalse();
            assertThat(InclusionProof.verify(leaf, index, size, proof.subList(0, proof.size() - 1), root))
                    .isFalse();
        }
    }

    @Property(tries = 300)
    void a_proof_of_growth_holds_for_nothing_else(
            @ForAll @IntRange(min = 2, max = LARGEST) int to, @ForAll int somewhere, @ForAll int something) {
        int from = 1 + Math.floorMod(somewhere, to - 1);
        List<Hash> leaves = LEAVES.subList(0, to);
        Hash root = NaiveTree.root(leaves);
        Hash before = NaiveTree.root(LEAVES.subList(0, from));
        List<Hash> proof = ConsistencyProof.build(from, to, NaiveTree.nodes(leaves));

        assertThat(ConsistencyProof.verify(from, STRANGER, to, root, proof)).isFalse();
        assertThat(ConsistencyProof.verify(from, before, to, STRANGER, proof)).isFalse();
        assertThat(ConsistencyProof.verify(from, before, to, root, with(proof, STRANGER)))
                .isFalse();
        assertThat(ConsistencyProof.verify(to, root, from, before, proof)).isFalse();
        List<Hash> forged = new ArrayList<>(proof);
        forged.set(Math.floorMod(something, proof.size()), STRANGER);
        assertThat(ConsistencyProof.verify(from, before, to, root, forged)).isFalse();
        assertThat(ConsistencyProof.verify(from, before, to, root, proof.subList(0, proof.size() - 1)))
                .isFalse();
    }

    @Test
    void from_nothing_there_is_nothing_to_prove() {
        assertThat(ConsistencyProof.build(0, 5, NaiveTree.nodes(LEAVES))).isEmpty();
        assertThat(ConsistencyProof.verify(0, Hash.EMPTY_TREE, 5, STRANGER, List.of()))
                .isTrue();
        assertThat(ConsistencyProof.verify(0, STRANGER, 5, STRANGER, List.of())).isFalse();
        assertThat(ConsistencyProof.verify(0, Hash.EMPTY_TREE, 0, STRANGER, List.of()))
                .isFalse();
        assertThat(ConsistencyProof.verify(3, STRANGER, 3, STRANGER, List.of())).isTrue();
        assertThat(ConsistencyProof.verify(3, STRANGER, 4, STRANGER, List.of())).isFalse();
    }

    @Test
    void what_a_tree_does_not_have_is_refused() {
        assertThatThrownBy(() -> InclusionProof.build(5, 5, NaiveTree.nodes(LEAVES)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConsistencyProof.build(6, 5, NaiveTree.nodes(LEAVES)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TreeFrontier.of(3, List.of(STRANGER)))
                .hasMessage("the edge of a tree of 3 leaves has 2 hashes, not 1");
    }

    @Test
    void proofs_of_a_log_of_a_quadrillion_entries_need_no_such_log() {
        NodeSource alike = (level, index) -> Hash.ofLeaf((level + "/" + index).getBytes(UTF_8));
        long size = 1_000_000_000_000_001L;
        List<Hash> proof = InclusionProof.build(123_456_789_012L, size, alike);

        assertThat(proof).hasSizeLessThanOrEqualTo(50);
        assertThat(ConsistencyProof.build(999L, size, alike)).hasSizeLessThanOrEqualTo(51);
    }

    private static List<Hash> with(List<Hash> list, Hash last) {
        List<Hash> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
