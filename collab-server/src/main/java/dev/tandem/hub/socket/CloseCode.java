package dev.tandem.hub.socket;

/** Why a socket is closed, as the number on the wire. y-websocket clients stop trying on 4400 to 4499. */
enum CloseCode {
    /** The other side is silent. */
    GOING_AWAY(1001),
    TOO_LARGE(1009),
    RESTART(1012),
    TRY_AGAIN(1013),
    MALFORMED(4400),
    NOT_AUTHENTICATED(4401),
    NOT_ALLOWED(4403),
    NOT_FOUND(4404);

    private final short number;

    CloseCode(int number) {
        this.number = (short) number;
    }

    short number() {
        return number;
    }
}
