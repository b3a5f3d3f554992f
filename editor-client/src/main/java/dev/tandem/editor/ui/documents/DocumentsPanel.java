package dev.tandem.editor.ui.documents;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tandem.editor.DocumentSummary;
import dev.tandem.editor.ui.theme.Icons;
import dev.tandem.editor.ui.theme.Paint;
import dev.tandem.model.DocumentId;
import java.awt.Color;
import java.awt.Component;
import java.awt.Rectangle;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.ListSelectionModel;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/** The documents on this device. A click or Enter opens one, F2 renames it, Delete deletes it. */
public final class DocumentsPanel extends JPanel {

    /** What the person wants done with a document. */
    public interface Wishes {
        /** A new document. */
        void create();

        /** This one in front. */
        void open(DocumentId id);

        /** Another title for it. */
        void rename(DocumentId id, String title);

        /** It gone from this device. */
        void delete(DocumentSummary document);

        /** It as a file. */
        void export(DocumentSummary document);
    }

    private final DefaultListModel<DocumentSummary> model = new DefaultListModel<>();
    private final JList<DocumentSummary> list = new JList<>(model);
    private final JTextField filter = new JTextField();
    private final JLabel empty = Paint.MUTED.on(new JLabel("No document matches", JLabel.CENTER));
    private final Wishes wishes;
    private final Function<DocumentSummary, String> label;
    private List<DocumentSummary> all = List.of();
    private int hovered = -1;
    private boolean updating;

    /** {@code label} is what a document is called in the list. */
    public DocumentsPanel(Wishes wishes, Function<DocumentSummary, String> label) {
        super(new MigLayout(
                "insets 12 8 8 8, wrap 1, fill, hidemode 3", "[grow, fill]", "[26!, center]6[]6[][grow, fill]"));
        this.wishes = wishes;
        this.label = label;
        add(header());
        filter.putClientProperty(FlatClientProperties.PLACEHOLDER_TEXT, "Filter");
        filter.putClientProperty(FlatClientProperties.TEXT_FIELD_LEADING_ICON, Icons.of("search"));
        filter.putClientProperty(FlatClientProperties.TEXT_FIELD_SHOW_CLEAR_BUTTON, true);
        filter.getAccessibleContext().setAccessibleName("Filter documents");
        filter.getDocument().addDocumentListener(new DocumentListener() {
            @Override
            public void insertUpdate(DocumentEvent event) {
                fill();
            }

            @Override
            public void removeUpdate(DocumentEvent event) {
                fill();
            }

            @Override
            public void changedUpdate(DocumentEvent event) {
                fill();
            }
        });
        add(filter, "gapleft 4, gapright 4");
        empty.setFont(Paint.font(-1));
        add(empty, "gaptop 12");
        list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        list.setCellRenderer(new DocumentCell(label, () -> hovered));
        list.setOpaque(false);
        list.getAccessibleContext().setAccessibleName("Documents on this device");
        JScrollPane scroll =
                new JScrollPane(list, JScrollPane.VERTICAL_SCROLLBAR_AS_NEEDED, JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
        scroll.setBorder(BorderFactory.createEmptyBorder());
        scroll.setOpaque(false);
        scroll.getViewport().setOpaque(false);
        add(scroll, "grow");
        wire();
    }

    private JPanel header() {
        JPanel header = new JPanel(new MigLayout("insets 0 8 0 2", "[grow, fill][]", "[center]"));
        header.setOpaque(false);
        JLabel title = new JLabel("Documents");
        title.setFont(Paint.strong(0));
        header.add(title);
        JButton add = new JButton(Icons.of("plus"));
        add.putClientProperty(FlatClientProperties.BUTTON_TYPE, FlatClientProperties.BUTTON_TYPE_TOOLBAR_BUTTON);
        add.setToolTipText("New document");
        add.getAccessibleContext().setAccessibleName("New document");
        add.addActionListener(event -> wishes.create());
        header.add(add);
        return header;
    }

    private void wire() {
        MouseAdapter mouse = new MouseAdapter() {
            @Override
            public void mouseMoved(MouseEvent event) {
                hover(at(event));
            }

            @Override
            public void mouseExited(MouseEvent event) {
                hover(-1);
            }

            @Override
            public void mousePressed(MouseEvent event) {
                menu(event);
            }

            @Override
            public void mouseReleased(MouseEvent event) {
                menu(event);
            }

            @Override
            public void mouseClicked(MouseEvent event) {
                if (event.getButton() == MouseEvent.BUTTON1 && at(event) >= 0) {
                    wishes.open(model.get(at(event)).id());
                }
            }
        };
        list.addMouseListener(mouse);
        list.addMouseMotionListener(mouse);
        on(list, KeyEvent.VK_ENTER, document -> wishes.open(document.id()));
        on(list, KeyEvent.VK_F2, this::editTitle);
        on(list, KeyEvent.VK_DELETE, wishes::delete);
        filter.getInputMap().put(KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), "clear");
        filter.getActionMap().put("clear", new AbstractAction() {
            @Override
            public void actionPerformed(ActionEvent event) {
                filter.setText("");
            }
        });
        filter.getInputMap().put(KeyStroke.getKeyStroke(KeyEvent.VK_DOWN, 0), "to list");
        filter.getActionMap().put("to list", new AbstractAction() {
            @Override
            public void actionPerformed(ActionEvent event) {
                if (!model.isEmpty()) {
                    list.setSelectedIndex(Math.max(0, list.getSelectedIndex()));
                    list.requestFocusInWindow();
                }
            }
        });
        filter.addActionListener(event -> {
            if (!model.isEmpty()) {
                wishes.open(model.get(0).id());
            }
        });
    }

    private void on(JComponent component, int key, Consumer<DocumentSummary> wish) {
        component.getInputMap().put(KeyStroke.getKeyStroke(key, 0), "wish " + key);
        component.getActionMap().put("wish " + key, new AbstractAction() {
            @Override
            public void actionPerformed(ActionEvent event) {
                Optional.ofNullable(list.getSelectedValue()).ifPresent(wish);
            }
        });
    }

    private int at(MouseEvent event) {
        int index = list.locationToIndex(event.getPoint());
        Rectangle bounds = index < 0 ? null : list.getCellBounds(index, index);
        return bounds != null && bounds.contains(event.getPoint()) ? index : -1;
    }

    private void hover(int index) {
        if (index != hovered) {
            hovered = index;
            list.repaint();
        }
    }

    private void menu(MouseEvent event) {
        int index = at(event);
        if (!event.isPopupTrigger() || index < 0) {
            return;
        }
        DocumentSummary document = model.get(index);
        JPopupMenu menu = new JPopupMenu();
        menu.add("Open").addActionListener(chosen -> wishes.open(document.id()));
        menu.add("Rename…").addActionListener(chosen -> editTitle(document));
        menu.add("Export…").addActionListener(chosen -> wishes.export(document));
        menu.addSeparator();
        menu.add("Delete").addActionListener(chosen -> wishes.delete(document));
        menu.show(list, event.getX(), event.getY());
    }

    /** Shows these documents. */
    public void show(List<DocumentSummary> documents) {
        all = List.copyOf(documents);
        fill();
    }

    private void fill() {
        String wanted = filter.getText().strip().toLowerCase(Locale.ROOT);
        List<DocumentSummary> now = all.stream()
                .filter(document ->
                        label.apply(document).toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        DocumentSummary chosen = list.getSelectedValue();
        updating = true;
        try {
            model.clear();
            model.addAll(now);
            if (chosen != null) {
                choose(chosen.id());
            }
        } finally {
            updating = false;
        }
        empty.setVisible(now.isEmpty() && !all.isEmpty());
    }

    /** Marks the document that is in front, or none. */
    public void choose(@Nullable DocumentId id) {
        int index = -1;
        for (int at = 0; at < model.size(); at++) {
            if (model.get(at).id().equals(id)) {
                index = at;
            }
        }
        if (index < 0) {
            list.clearSelection();
        } else {
            list.setSelectedIndex(index);
        }
    }

    /** The keyboard goes to the filter. */
    public void focusFilter() {
        filter.requestFocusInWindow();
    }

    /** Lets the person type another title, right where the old one stands; Enter keeps it, Escape does not. */
    public void editTitle(DocumentSummary document) {
        int index = model.indexOf(document);
        Component near = index < 0 ? this : list;
        Rectangle bounds = index < 0 ? new Rectangle(8, 48, getWidth() - 16, 40) : list.getCellBounds(index, index);
        JTextField field = new JTextField(document.title());
        field.putClientProperty(FlatClientProperties.PLACEHOLDER_TEXT, "Title");
        field.getAccessibleContext().setAccessibleName("New title");
        JPopupMenu popup = new JPopupMenu();
        popup.setLayout(new MigLayout("insets 6", "[grow, fill]"));
        popup.add(field, "w " + Math.max(160, bounds.width - 24) + "!");
        field.addActionListener(event -> {
            popup.setVisible(false);
            String title = field.getText().strip();
            if (!title.equals(document.title())) {
                wishes.rename(document.id(), title);
            }
        });
        field.selectAll();
        popup.show(near, bounds.x + 4, bounds.y + 2);
        field.requestFocusInWindow();
    }

    /** Whether the list is being filled, so that selections are not the person's. */
    boolean isUpdating() {
        return updating;
    }

    @Override
    public Color getBackground() {
        return Paint.SIDE.color();
    }
}
