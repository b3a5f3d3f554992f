package dev.tandem.editor.ui.status;

import java.util.List;

/**
 * What a document's characters become in a file.
 *
 * @param charset its name in Java
 * @param byteOrderMark whether the file begins with one
 */
record FileEncoding(String charset, boolean byteOrderMark) {

    /** The ones that are offered; a document may come with another. */
    static final List<FileEncoding> ALL = List.of(
            new FileEncoding("UTF-8", false),
            new FileEncoding("UTF-8", true),
            new FileEncoding("UTF-16LE", true),
            new FileEncoding("UTF-16BE", true),
            new FileEncoding("windows-1252", false),
            new FileEncoding("ISO-8859-1", false));

    String label() {
        return charset + (byteOrderMark ? " with BOM" : "");
    }
}
