package dev.tandem.editor.ui;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tandem.editor.ui.theme.Appearance;
import dev.tandem.editor.ui.theme.Icons;
import java.awt.Toolkit;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.EnumMap;
import java.util.Map;
import javax.swing.AbstractAction;
import javax.swing.Action;
import javax.swing.Box;
import javax.swing.ButtonGroup;
import javax.swing.JButton;
import javax.swing.JCheckBoxMenuItem;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JRadioButtonMenuItem;
import javax.swing.KeyStroke;

/** The menus and the keys of the window. */
final class Commands {

    private final int menuKey = Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx();
    private final MainWindow window;
    private final Action undo;
    private final Action redo;
    private final Action login;
    private final Action logout;
    private final Action disconnect;
    private final JCheckBoxMenuItem wrap = new JCheckBoxMenuItem("Wrap Lines");
    private final Map<Appearance, JRadioButtonMenuItem> looks = new EnumMap<>(Appearance.class);

    Commands(MainWindow window) {
        this.window = window;
        undo = action(
                "Undo",
                key(KeyEvent.VK_Z),
                () -> window.edit(tab -> tab.binding().undo()));
        redo = action(
                "Redo",
                key(KeyEvent.VK_Z, InputEvent.SHIFT_DOWN_MASK),
                () -> window.edit(tab -> tab.binding().redo()));
        login = action("Log In…", null, () -> window.hubFlow().login());
        logout = action("Log Out", null, () -> window.hubFlow().logout());
        disconnect =
                action("Disconnect from the Hub", null, () -> window.hubFlow().disconnect());
    }

    /** The whole menu bar, with the buttons at its right end. */
    JMenuBar menuBar() {
        JMenuBar bar = new JMenuBar();
        bar.add(file());
        bar.add(edit());
        bar.add(view());
        bar.add(hub());
        bar.add(help());
        bar.add(Box.createHorizontalGlue());
        bar.add(button("left-pane", "Documents (Ctrl+Shift+D)", window::toggleDocuments));
        bar.add(button("right-pane", "People (Ctrl+Shift+P)", window::togglePeople));
        return bar;
    }

    private JMenu file() {
        JMenu menu = menu("File", KeyEvent.VK_F);
        menu.add(action("New", key(KeyEvent.VK_N), window::create));
        menu.add(action("Open File…", key(KeyEvent.VK_O), window::chooseImport));
        menu.add(action("Export…", key(KeyEvent.VK_S, InputEvent.SHIFT_DOWN_MASK), window::exportFront));
        menu.add(action("Save", key(KeyEvent.VK_S), window::save));
        menu.addSeparator();
        menu.add(action("Rename…", KeyStroke.getKeyStroke(KeyEvent.VK_F2, 0), window::renameFront));
        menu.add(action("Delete", null, window::deleteFront));
        menu.addSeparator();
        menu.add(action("Close Tab", key(KeyEvent.VK_W), window::closeFront));
        menu.add(action("Quit", key(KeyEvent.VK_Q), window::quit));
        return menu;
    }

    private JMenu edit() {
        JMenu menu = menu("Edit", KeyEvent.VK_E);
        menu.add(undo);
        menu.add(redo);
        menu.addSeparator();
        menu.add(action(
                "Cut", key(KeyEvent.VK_X), () -> window.edit(tab -> tab.area().cut())));
        menu.add(action(
                "Copy", key(KeyEvent.VK_C), () -> window.edit(tab -> tab.area().copy())));
        menu.add(action(
                "Paste", key(KeyEvent.VK_V), () -> window.edit(tab -> tab.area().paste())));
        menu.add(action(
                "Select All",
                key(KeyEvent.VK_A),
                () -> window.edit(tab -> tab.area().selectAll())));
        menu.addSeparator();
        menu.add(action("Find…", key(KeyEvent.VK_F), () -> window.find(false)));
        menu.add(action("Replace…", key(KeyEvent.VK_H), () -> window.find(true)));
        menu.add(action("Find Next", KeyStroke.getKeyStroke(KeyEvent.VK_F3, 0), () -> window.findNext(1)));
        menu.add(action(
                "Find Previous",
                KeyStroke.getKeyStroke(KeyEvent.VK_F3, InputEvent.SHIFT_DOWN_MASK),
                () -> window.findNext(-1)));
        return menu;
    }

    private JMenu view() {
        JMenu menu = menu("View", KeyEvent.VK_V);
        menu.add(action("Documents", key(KeyEvent.VK_D, InputEvent.SHIFT_DOWN_MASK), window::toggleDocuments));
        menu.add(action("People", key(KeyEvent.VK_P, InputEvent.SHIFT_DOWN_MASK), window::togglePeople));
        menu.add(action("Find a Document", key(KeyEvent.VK_P), window::focusFilter));
        menu.addSeparator();
        menu.add(action("Zoom In", key(KeyEvent.VK_EQUALS), () -> window.zoom(1)));
        menu.add(action("Zoom Out", key(KeyEvent.VK_MINUS), () -> window.zoom(-1)));
        menu.add(action("Normal Size", key(KeyEvent.VK_0), () -> window.zoom(0)));
        wrap.setSelected(window.isWrapping());
        wrap.addActionListener(event -> window.wrap(wrap.isSelected()));
        menu.add(wrap);
        menu.addSeparator();
        JMenu appearance = new JMenu("Appearance");
        ButtonGroup group = new ButtonGroup();
        for (Appearance look : Appearance.values()) {
            String name = look.name().charAt(0) + look.name().substring(1).toLowerCase(java.util.Locale.ROOT);
            JRadioButtonMenuItem item = new JRadioButtonMenuItem(name);
            item.addActionListener(event -> window.appearance(look));
            group.add(item);
            appearance.add(item);
            looks.put(look, item);
        }
        menu.add(appearance);
        menu.addSeparator();
        menu.add(action("Next Tab", key(KeyEvent.VK_PAGE_DOWN), () -> window.stepTab(1)));
        menu.add(action("Previous Tab", key(KeyEvent.VK_PAGE_UP), () -> window.stepTab(-1)));
        return menu;
    }

    private JMenu hub() {
        JMenu menu = menu("Hub", KeyEvent.VK_H);
        menu.add(action("Share…", key(KeyEvent.VK_E, InputEvent.SHIFT_DOWN_MASK), window::share));
        menu.add(action(
                "Look for Shared Documents",
                KeyStroke.getKeyStroke(KeyEvent.VK_F5, 0),
                () -> window.hubFlow().refresh()));
        menu.addSeparator();
        menu.add(action("Connect to a Hub…", null, () -> window.hubFlow().connect()));
        menu.add(login);
        menu.add(action("Log In with a Code…", null, () -> window.hubFlow().loginWithCode()));
        menu.add(logout);
        menu.add(disconnect);
        return menu;
    }

    private JMenu help() {
        JMenu menu = menu("Help", KeyEvent.VK_L);
        menu.add(action("About Tandem", null, window::about));
        return menu;
    }

    /** What can be done now. */
    void update(boolean canUndo, boolean canRedo, boolean hasHub, boolean loggedIn, Appearance appearance) {
        undo.setEnabled(canUndo);
        redo.setEnabled(canRedo);
        login.setEnabled(!loggedIn);
        logout.setEnabled(loggedIn);
        disconnect.setEnabled(hasHub);
        looks.forEach((look, item) -> item.setSelected(look == appearance));
    }

    private KeyStroke key(int code) {
        return KeyStroke.getKeyStroke(code, menuKey);
    }

    private KeyStroke key(int code, int more) {
        return KeyStroke.getKeyStroke(code, menuKey | more);
    }

    private static JMenu menu(String name, int mnemonic) {
        JMenu menu = new JMenu(name);
        menu.setMnemonic(mnemonic);
        return menu;
    }

    private static Action action(String name, @org.jspecify.annotations.Nullable KeyStroke key, Runnable run) {
        Action action = new AbstractAction(name) {
            @Override
            public void actionPerformed(ActionEvent event) {
                run.run();
            }
        };
        if (key != null) {
            action.putValue(Action.ACCELERATOR_KEY, key);
        }
        return action;
    }

    private static JButton button(String icon, String meaning, Runnable run) {
        JButton button = new JButton(Icons.of(icon));
        button.putClientProperty(FlatClientProperties.BUTTON_TYPE, FlatClientProperties.BUTTON_TYPE_TOOLBAR_BUTTON);
        button.setFocusable(false);
        button.setToolTipText(meaning);
        button.getAccessibleContext().setAccessibleName(meaning);
        button.addActionListener(event -> run.run());
        return button;
    }
}
