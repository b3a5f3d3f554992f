package dev.tandem.protocol;

import java.util.HashMap;
import java.util.Map;

/** Checks a stranger's state vector before anything native sees it. Stateless, for any thread. */
public final class StateVectorInspector {

    private StateVectorInspector() {}

    /**
     * Walks the whole state vector.
     *
     * @return the clock for each client
     * @throws MalformedUpdateException if it is not one, names a client twice, or holds a clock that is out of range
     */
    public static Map<Long, Integer> inspect(byte[] bytes) throws MalformedUpdateException {
        try {
            Lib0Reader reader = new Lib0Reader(bytes);
            long count = reader.varUint();
            if (count > reader.remaining() / 2 || count > UpdateInspector.MAX_CLIENTS) {
                throw new MalformedUpdateException("a state vector counts more clients than it can hold");
            }
            Map<Long, Integer> clocks = new HashMap<>();
            for (long i = 0; i < count; i++) {
                long client = reader.varUint();
                long clock = reader.varUint();
                if (clock > UpdateInspector.MAX_CLOCK) {
                    throw new MalformedUpdateException("a clock is out of range");
                }
                if (clocks.put(client, (int) clock) != null) {
                    throw new MalformedUpdateException("a state vector names a client twice");
                }
            }
            if (!reader.atEnd()) {
                throw new MalformedUpdateException("bytes are left over after the state vector");
            }
            return Map.copyOf(clocks);
        } catch (MalformedUpdateException e) {
            throw e;
        } catch (MalformedMessageException e) {
            throw new MalformedUpdateException("not a state vector: " + e.getMessage(), e);
        }
    }
}
