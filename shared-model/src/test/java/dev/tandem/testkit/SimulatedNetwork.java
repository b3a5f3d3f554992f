package dev.tandem.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A network in memory that does from one seed what real ones do: messages take different times and so overtake each
 * other, some come twice, and links break, which loses what is under way on them, and heal again. Every pair of nodes
 * has a link. Time is counted in steps.
 *
 * <p>Confined to the thread of the test.
 *
 * @param <M> what is sent
 */
public final class SimulatedNetwork<M> {

    private static final int LONGEST_DELAY_STEPS = 30;
    private static final double TWICE = 0.1;

    private final Random random;
    private final int nodes;
    private final boolean[][] up;
    private final PriorityQueue<Letter<M>> underWay =
            new PriorityQueue<>(Comparator.<Letter<M>>comparingLong(Letter::due).thenComparingLong(Letter::number));
    private long now;
    private long sent;

    private final boolean inOrder;
    private final long[][] lastDue;

    private record Letter<M>(long due, long number, int from, int to, M message) {}

    /** A message that has arrived. */
    public record Delivery<M>(int from, int to, M message) {}

    /** A link that has healed; both ends should ask each other what they lack. */
    public record Healed(int one, int other) {}

    /**
     * A network whose links are all up.
     *
     * @param inOrder whether a link keeps the order of its messages, as a socket does; what comes by different links
     *     overtakes in any case
     */
    public SimulatedNetwork(long seed, int nodes, boolean inOrder) {
        this.random = new Random(seed);
        this.inOrder = inOrder;
        this.lastDue = new long[nodes][nodes];
        this.nodes = nodes;
        this.up = new boolean[nodes][nodes];
        for (boolean[] links : up) {
            Arrays.fill(links, true);
        }
    }

    /** Sends a message; it is lost when the link is down. */
    public void send(int from, int to, M message) {
        if (!up[from][to]) {
            return;
        }
        underWay.add(letter(from, to, message));
        if (random.nextDouble() < TWICE) {
            underWay.add(letter(from, to, message));
        }
    }

    /** Sends a message to every other node. */
    public void broadcast(int from, M message) {
        for (int to = 0; to < nodes; to++) {
            if (to != from) {
                send(from, to, message);
            }
        }
    }

    private Letter<M> letter(int from, int to, M message) {
        long due = now + 1 + random.nextInt(LONGEST_DELAY_STEPS);
        if (inOrder) {
            due = Math.max(due, lastDue[from][to]);
            lastDue[from][to] = due;
        }
        return new Letter<>(due, sent++, from, to, message);
    }

    /** Lets a step pass; returns what has arrived in it. */
    public List<Delivery<M>> step() {
        now++;
        List<Delivery<M>> arrived = new ArrayList<>();
        while (!underWay.isEmpty() && underWay.peek().due() <= now) {
            Letter<M> letter = underWay.remove();
            arrived.add(new Delivery<>(letter.from(), letter.to(), letter.message()));
        }
        return arrived;
    }

    /** Breaks a random link, with all that is under way on it. */
    public void breakOne() {
        int one = random.nextInt(nodes);
        int other = (one + 1 + random.nextInt(nodes - 1)) % nodes;
        up[one][other] = false;
        up[other][one] = false;
        underWay.removeIf(letter ->
                (letter.from() == one && letter.to() == other) || (letter.from() == other && letter.to() == one));
    }

    /** Heals each broken link with this probability. */
    public List<Healed> heal(double probability) {
        List<Healed> healed = new ArrayList<>();
        for (int one = 0; one < nodes; one++) {
            for (int other = one + 1; other < nodes; other++) {
                if (!up[one][other] && random.nextDouble() < probability) {
                    up[one][other] = true;
                    up[other][one] = true;
                    healed.add(new Healed(one, other));
                }
            }
        }
        return healed;
    }

    /** Whether nothing is under way. */
    public boolean isIdle() {
        return underWay.isEmpty();
    }
}
