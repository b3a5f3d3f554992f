package dev.tandem.editor.session;

import java.util.List;
import java.util.Set;

/**
 * How the person at this device shows themselves to others. Immutable.
 *
 * @param name what others see; a hub with login puts its own there
 * @param color of the caret, {@code #rrggbb}
 */
public record Person(String name, String color) {

    /** Twelve hues that stand apart from each other and from text, on light and on dark ground. */
    private static final List<String> PALETTE = List.of(
            "#d9480f", "#2b8a3e", "#1971c2", "#9c36b5", "#e8590c", "#0c8599", "#c2255c", "#5f3dc4", "#5c940d",
            "#a61e4d", "#087f5b", "#364fc7");

    /** A person whose colour is always the same for the same key. */
    public static Person of(String name, String key) {
        return new Person(name, color(key.hashCode()));
    }

    /** The colour for a number, for somebody who shows none. */
    static String color(long number) {
        return PALETTE.get((int) Math.floorMod((number * 0x9E3779B97F4A7C15L) >>> 33, (long) PALETTE.size()));
    }

    /** Another colour for somebody whose own one is taken; their own one again when all are. */
    static String apart(String color, Set<String> taken) {
        int start = Math.max(0, PALETTE.indexOf(color));
        for (int step = 0; step < PALETTE.size(); step++) {
            // Neighbours in the list are far apart, and so is every fifth.
            String other = PALETTE.get((start + step * 5) % PALETTE.size());
            if (!taken.contains(other)) {
                return other;
            }
        }
        return color;
    }

    /** The same colour as a selection has it, a fifth of its strength: {@code #rrggbbaa}. */
    String colorLight() {
        return color + "33";
    }
}
