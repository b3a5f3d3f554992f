package dev.tandem.hub;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** What counts as this machine itself. */
final class Loopback {

    private Loopback() {}

    /** Whether an address to listen on is reachable from this machine alone. */
    static boolean isLoopback(String host) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (!address.isLoopbackAddress()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a request comes from this machine's own programs and pages. A browser here also runs the pages of
     * strangers: those show themselves by their origin, or, where they made their own name point to this machine, by the
     * host that they ask for.
     */
    static boolean isLocalRequest(@Nullable String host, @Nullable String origin) {
        return (host == null || isLocalName(host)) && (origin == null || isLocalOrigin(origin));
    }

    private static boolean isLocalOrigin(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host != null && isLocalName(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isLocalName(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.equals("::1")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
