package dev.tandem.editor;

import dev.tandem.editor.session.Session;
import java.nio.file.Path;

/** An editor that is going to be killed: writes numbers, one a line, and says each time what is saved. */
public final class TypingProcess {

    private TypingProcess() {}

    public static void main(String[] arguments) throws Exception {
        Desk desk = Desk.at(Path.of(arguments[0]));
        Session session = desk.workspace().documents().isEmpty()
                ? desk.create("Numbers")
                : desk.open(desk.workspace().documents().get(0).id());
        int next = (int) desk.text(session).lines().count();
        System.out.println("open " + next);
        while (true) {
            int number = next++;
            desk.ask(session, open -> {
                open.splice(open.length(), 0, number + "\n");
                return true;
            });
            desk.ask(session, open -> {
                if (open.state().saved()) {
                    // Said only after the editor would show "saved" for all of it.
                    System.out.println("saved " + (number + 1));
                    System.out.flush();
                }
                return true;
            });
            if (number % 7 == 0) {
                Thread.sleep(1);
            }
        }
    }
}
