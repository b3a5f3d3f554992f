package dev.tandem.editor;

import dev.tandem.editor.login.Tokens;
import dev.tandem.editor.session.Person;
import dev.tandem.editor.settings.Knob;
import dev.tandem.editor.settings.Settings;
import java.util.Optional;

/** Who the person at this device is to others: the one who is logged in, or the name in the settings. */
final class Persons {

    /** The knob for people who are not logged in. */
    static final Knob<String> NAME = Knob.text(
            "person.name",
            "The name that others see beside your caret while you are not logged in.",
            "1 to 80 characters",
            text -> !text.isBlank() && text.length() <= 80,
            systemName());

    private Persons() {}

    static Person of(Settings settings, Optional<Tokens> login) {
        return login.map(tokens -> Person.of(tokens.name(), tokens.subject())).orElseGet(() -> {
            String name = settings.get(NAME);
            return Person.of(name, name);
        });
    }

    private static String systemName() {
        String name = System.getProperty("user.name", "").strip();
        return name.isEmpty() || name.length() > 80 ? "Somebody" : name;
    }
}
