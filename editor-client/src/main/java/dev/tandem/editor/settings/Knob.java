package dev.tandem.editor.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One thing that can be set. Immutable.
 *
 * @param key its name in the file
 * @param meaning what it does, a sentence for a person
 * @param range the allowed values, with their unit, for a person
 * @param defaultValue what holds while nothing is set
 * @param parser reads a value; empty when it is none of the allowed ones
 * @param writer the inverse of the parser
 * @param <T> what a value is
 */
public record Knob<T>(
        String key,
        String meaning,
        String range,
        T defaultValue,
        Function<String, Optional<T>> parser,
        Function<T, String> writer) {

    /** A whole number between two others, both allowed. */
    public static Knob<Integer> number(String key, String meaning, String unit, int least, int most, int defaultValue) {
        return new Knob<>(
                key,
                meaning,
                least + " to " + most + " " + unit,
                defaultValue,
                text -> parseInt(text, least, most),
                n -> Integer.toString(n));
    }

    /** {@code true} or {@code false}. */
    public static Knob<Boolean> flag(String key, String meaning, boolean defaultValue) {
        return new Knob<>(
                key,
                meaning,
                "true or false",
                defaultValue,
                text -> switch (text) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                },
                value -> Boolean.toString(value));
    }

    /** One of an enum's constants, written in lower case. */
    public static <E extends Enum<E>> Knob<E> choice(String key, String meaning, Class<E> type, E defaultValue) {
        E[] constants = type.getEnumConstants();
        String words =
                String.join(", ", Arrays.stream(constants).map(Knob::word).toList());
        return new Knob<>(
                key,
                meaning,
                words,
                defaultValue,
                text -> Arrays.stream(constants)
                        .filter(c -> word(c).equals(text))
                        .findFirst(),
                Knob::word);
    }

    /** Text that a test accepts. */
    public static Knob<String> text(
            String key, String meaning, String range, Predicate<String> allowed, String defaultValue) {
        return new Knob<>(
                key, meaning, range, defaultValue, text -> Optional.of(text).filter(allowed), Function.identity());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Integer> parseInt(String text, int least, int most) {
        try {
            int value = Integer.parseInt(text);
            return value < least || value > most ? Optional.empty() : Optional.of(value);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
