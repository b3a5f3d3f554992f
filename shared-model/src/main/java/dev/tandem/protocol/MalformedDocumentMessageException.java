package dev.tandem.protocol;

/** A message about one document of a socket is malformed; the socket's other documents need not suffer. */
public final class MalformedDocumentMessageException extends MalformedMessageException {

    private final transient DocumentAddress address;

    /** Names the document and keeps what is wrong as the cause. */
    public MalformedDocumentMessageException(DocumentAddress address, MalformedMessageException cause) {
        super(cause.getMessage() == null ? "malformed" : cause.getMessage(), cause);
        this.address = address;
    }

    /** Whom the message was about. */
    public DocumentAddress address() {
        return address;
    }
}
