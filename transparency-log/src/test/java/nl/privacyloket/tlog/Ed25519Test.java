package nl.privacyloket.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no verifier may take for a key or a signature, by whomever it is implemented. */
class Ed25519Test {
    private static final HexFormat HEX = HexFormat.of();
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    /** The third test of section 7.1 of RFC 8032. */
    private static final byte[] KEY = HEX.parseHex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");

    private static final byte[] MESSAGE = HEX.parseHex("af82");
    private static final byte[] SIGNATURE = HEX.parseHex(
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                    + "4a7c15e9716ed28dc027beceea1ec40a");

    @Test
    void a_signature_of_the_rfc_is_accepted_for_its_message_alone() {
        Ed25519PublicKeyParameters key = Ed25519.publicKey(KEY);

        assertThat(Ed25519.verify(key, MESSAGE, SIGNATURE)).isTrue();
        assertThat(Ed25519.verify(key, "another".getBytes(UTF_8), SIGNATURE)).isFalse();
    }

    /** With them a signature of nobody is valid, some for every message. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"
            })
    void a_point_of_small_order_is_no_key(String point) {
        assertNoKey(HEX.parseHex(point));
    }

    /** Zero has no sign: the two points without an x have one spelling. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void a_negative_zero_is_no_key(String point) {
        assertNoKey(HEX.parseHex(point));
    }

    static Stream<byte[]> a_y_from_the_prime_on_is_no_key() {
        return IntStream.range(0, 19)
                .mapToObj(BigInteger::valueOf)
                .map(P::add)
                .flatMap(y -> Stream.of(point(y, false), point(y, true)));
    }

    @ParameterizedTest
    @MethodSource
    void a_y_from_the_prime_on_is_no_key(byte[] point) {
        assertNoKey(point);
    }

    /** So the spelling above is what is refused, and not that the point is not on the curve. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 9, 10, 14, 15, 16, 18})
    void the_same_point_in_its_one_spelling_is_a_key(int y) {
        BigInteger small = BigInteger.valueOf(y);

        assertThatCode(() -> Ed25519.publicKey(point(small, false))).doesNotThrowAnyException();
        assertThatCode(() -> Ed25519.publicKey(point(small, true))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void a_key_of_another_length_is_none(int length) {
        assertNoKey(Arrays.copyOf(KEY, length));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 65})
    void a_signature_of_another_length_is_none(int length) {
        assertThat(Ed25519.verify(Ed25519.publicKey(KEY), MESSAGE, Arrays.copyOf(SIGNATURE, length)))
                .isFalse();
    }

    /** Otherwise whoever has a signature could make others of the same message. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 14})
    void a_signature_whose_scalar_is_not_reduced_is_none(int times) {
        BigInteger scalar = number(Arrays.copyOfRange(SIGNATURE, 32, 64));
        byte[] other = SIGNATURE.clone();
        System.arraycopy(littleEndian(scalar.add(L.multiply(BigInteger.valueOf(times)))), 0, other, 32, 32);

        assertThat(scalar).isLessThan(L);
        assertThat(Ed25519.verify(Ed25519.publicKey(KEY), MESSAGE, other)).isFalse();
    }

    private static void assertNoKey(byte[] raw) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ed25519.publicKey(raw))
                .withMessageMatching("not a public key of Ed25519|a public key of Ed25519 has 32 bytes, not \\d+");
    }

    private static byte[] point(BigInteger y, boolean negativeX) {
        byte[] point = littleEndian(y);
        point[31] |= negativeX ? (byte) 0x80 : 0;
        return point;
    }

    private static BigInteger number(byte[] littleEndian) {
        return new BigInteger(1, reversed(littleEndian));
    }

    /** In 32 bytes. */
    private static byte[] littleEndian(BigInteger number) {
        byte[] bigEndian = number.toByteArray();
        int sign = bigEndian.length > 32 ? bigEndian.length - 32 : 0;
        return Arrays.copyOf(reversed(Arrays.copyOfRange(bigEndian, sign, bigEndian.length)), 32);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[bytes.length - 1 - i] = bytes[i];
        }
        return reversed;
    }
}
