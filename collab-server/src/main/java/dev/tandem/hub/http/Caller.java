package dev.tandem.hub.http;

import dev.tandem.hub.auth.Principal;
import dev.tandem.model.DocumentId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** What a request says: whose it is, which document it is about, and its body. */
final class Caller {

    private static final String KEY = "tandem.principal";

    private Caller() {}

    static void put(RoutingContext context, Principal principal) {
        context.put(KEY, principal);
    }

    static Principal of(RoutingContext context) {
        Principal principal = context.get(KEY);
        if (principal == null) {
            throw new IllegalStateException("a route is missing its authentication");
        }
        return principal;
    }

    /** The document in the path; a name that none can have is like an unknown one. */
    static DocumentId document(RoutingContext context) {
        try {
            return new DocumentId(context.pathParam("id"));
        } catch (IllegalArgumentException e) {
            throw Problem.noSuchDocument();
        }
    }

    /** The body as a JSON object. */
    static JsonObject body(RoutingContext context) {
        try {
            JsonObject body = context.body().asJsonObject();
            if (body != null) {
                return body;
            }
        } catch (DecodeException | ClassCastException e) {
            throw new Problem(400, "The request's body is not JSON.");
        }
        throw new Problem(400, "The request needs a JSON object as its body.");
    }
}
