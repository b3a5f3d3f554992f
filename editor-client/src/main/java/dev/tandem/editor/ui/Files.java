package dev.tandem.editor.ui;

import dev.tandem.editor.Workspace;
import dev.tandem.model.DocumentId;
import java.awt.Component;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;
import javax.swing.TransferHandler;

/** Brings files in and takes documents out. */
final class Files {

    private final Component window;
    private final Workspace workspace;
    private final BiConsumer<DocumentId, List<String>> imported;
    private final Consumer<String> refused;

    /** {@code imported} hears of each new document and of what could not be taken as it was. */
    Files(
            Component window,
            Workspace workspace,
            BiConsumer<DocumentId, List<String>> imported,
            Consumer<String> refused) {
        this.window = window;
        this.workspace = workspace;
        this.imported = imported;
        this.refused = refused;
    }

    /** Asks which files to make documents of. */
    void chooseImport() {
        JFileChooser chooser = new JFileChooser(folder());
        chooser.setMultiSelectionEnabled(true);
        chooser.setDialogTitle("Open File");
        if (chooser.showOpenDialog(window) == JFileChooser.APPROVE_OPTION) {
            for (File file : chooser.getSelectedFiles()) {
                importFile(file.toPath());
            }
        }
    }

    /** Makes a document of a file. */
    void importFile(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            workspace.remember("folder", folder.toString());
        }
        Later.answer(workspace.importFile(file), done -> imported.accept(done.id(), done.notices()), refused);
    }

    /** Asks where to, and writes a document there. */
    void export(DocumentId id, String title, Consumer<String> done) {
        JFileChooser chooser = new JFileChooser(folder());
        chooser.setDialogTitle("Export");
        chooser.setSelectedFile(new File(chooser.getCurrentDirectory(), fileName(title)));
        if (chooser.showSaveDialog(window) != JFileChooser.APPROVE_OPTION) {
            return;
        }
        File file = chooser.getSelectedFile();
        if (file.exists() && !mayOverwrite(file)) {
            return;
        }
        Later.answer(workspace.exportFile(id, file.toPath()), nothing -> done.accept("Exported to " + file), refused);
    }

    private boolean mayOverwrite(File file) {
        return JOptionPane.showConfirmDialog(
                        window,
                        "“" + file.getName() + "” exists already. Replace it?",
                        "Export",
                        JOptionPane.OK_CANCEL_OPTION)
                == JOptionPane.OK_OPTION;
    }

    private String folder() {
        return workspace.remembered("folder").orElse(System.getProperty("user.home", "."));
    }

    /** A title as a file name: what no file system takes becomes a hyphen. */
    static String fileName(String title) {
        String clean = title.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "-").strip();
        String name = clean.isEmpty() || clean.matches("\\.+") ? "Untitled" : clean;
        return name.contains(".") ? name : name + ".txt";
    }

    /** Takes files that are dropped on the window. */
    TransferHandler dropHandler() {
        return new TransferHandler() {
            @Override
            public boolean canImport(TransferSupport support) {
                return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor);
            }

            @Override
            public boolean importData(TransferSupport support) {
                try {
                    List<?> files = (List<?>) support.getTransferable().getTransferData(DataFlavor.javaFileListFlavor);
                    files.forEach(file -> importFile(((File) file).toPath()));
                    return true;
                } catch (UnsupportedFlavorException | IOException e) {
                    refused.accept("What was dropped cannot be read: " + e.getMessage());
                    return false;
                }
            }
        };
    }
}
