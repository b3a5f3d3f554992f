package dev.tandem.editor;

/** Hears what changes around the documents. Called on a thread of the workspace: hop to your own, and do not wait. */
public interface WorkspaceListener {

    /** {@link Workspace#documents()} may give another answer now. */
    default void documentsChanged() {}

    /** {@link HubLink#state()} or {@link HubLink#identity()} may give another answer now. */
    default void hubChanged() {}
}
