package nl.privacyloket.kit.ratelimit;

import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** Tells whom the calls from an address are counted for. */
final class CallerAddress {
    private static final int NETWORK_BYTES = 8;

    private CallerAddress() {}

    /** The address; of one in IPv6 its network of 64 bits, within which one subscriber chooses freely. */
    static String of(SocketAddress peer) {
        String address = peer == null ? null : peer.hostAddress() == null ? peer.host() : peer.hostAddress();
        return address == null ? "unknown" : network(address);
    }

    static String network(String address) {
        if (!address.contains(":")) {
            return address.toLowerCase(Locale.ROOT);
        }
        try {
            // With a colon in it nothing is looked up.
            InetAddress parsed = InetAddress.getByName(address.replaceFirst("%.*", ""));
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
