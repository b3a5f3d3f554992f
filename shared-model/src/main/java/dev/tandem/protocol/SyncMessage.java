package dev.tandem.protocol;

/**
 * The sync protocol of y-protocols, which both dialects carry. On joining each side sends a {@link Step1} with what it
 * has; the other answers with a {@link Step2} that holds what is lacking. From then on every edit travels as a
 * {@link Change}. All three may arrive at any time, and repeatedly.
 */
public sealed interface SyncMessage {

    /** "This is what I have; send me the rest." */
    record Step1(StateVector have) implements SyncMessage {}

    /** "This is what you lacked." The first one received is what clients call synced. */
    record Step2(Update update) implements SyncMessage {}

    /** "This has just changed." */
    record Change(Update update) implements SyncMessage {}

    /** Writes the sub-type and the body. */
    default void write(Lib0Writer writer) {
        if (this instanceof Step1 step1) {
            writer.varUint(0).varUint8Array(step1.have().bytes());
        } else if (this instanceof Step2 step2) {
            writer.varUint(1).varUint8Array(step2.update().bytes());
        } else if (this instanceof Change change) {
            writer.varUint(2).varUint8Array(change.update().bytes());
        }
    }

    /**
     * Reads the sub-type and the body, and inspects it.
     *
     * @throws MalformedUpdateException if the message is well formed and its update or state vector is not
     */
    static SyncMessage read(Lib0Reader reader) throws MalformedMessageException {
        int type = (int) Math.min(reader.varUint(), 3);
        if (type == 3) {
            throw new MalformedMessageException("unknown kind of sync message");
        }
        byte[] body = reader.varUint8Array();
        return switch (type) {
            case 0 -> new Step1(StateVector.inspected(body));
            case 1 -> new Step2(Update.inspected(body));
            default -> new Change(Update.inspected(body));
        };
    }
}
