package dev.tandem.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of the recording, by the names of the characters that it touches instead of by offsets, so that it
 * means the same in a text that has more or less of the other's writing in it.
 *
 * @param author 0 or 1
 * @param othersCharacters how many characters of the other the author had received when they typed this
 * @param after the character after which the new ones go, or null for the beginning of the text
 * @param deleted the characters that go away
 * @param inserted what is typed, possibly nothing
 */
record Keystroke(int author, int othersCharacters, @Nullable Mark after, List<Mark> deleted, String inserted) {
    /**
     * The name of a character.
     *
     * @param author who typed it, 0 or 1
     * @param index how many characters that author had typed before it
     */
    record Mark(int author, int index) {}
}
