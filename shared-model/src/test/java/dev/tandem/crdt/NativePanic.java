package dev.tandem.crdt;

/** A defect of the native side, on request: what is to be done about one is shown by tests outside of this package too. */
public final class NativePanic {

    private NativePanic() {}

    /** The document's next call throws {@link BrokenDocumentException}, whatever it is. To be called on its thread. */
    public static void in(TextDocument document) {
        document.panicUnnoticed();
    }
}
