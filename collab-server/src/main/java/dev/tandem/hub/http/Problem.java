package dev.tandem.hub.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** An answer that says what is wrong, as a problem document (RFC 9457). */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * A problem.
     *
     * @param status the HTTP status
     * @param detail a sentence for a person
     */
    Problem(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    static Problem noSuchDocument() {
        return new Problem(404, "There is no such document, or it is not shared with you.");
    }

    int status() {
        return status;
    }

    /** Answers with it. */
    void send(RoutingContext context) {
        send(context, status, String.valueOf(getMessage()));
    }

    static void send(RoutingContext context, int status, String detail) {
        if (context.response().ended()) {
            return;
        }
        JsonObject body = new JsonObject()
                .put("type", "about:blank")
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("status", status)
                .put("detail", detail);
        if (status == 401) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
        }
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(body.toBuffer());
    }
}
