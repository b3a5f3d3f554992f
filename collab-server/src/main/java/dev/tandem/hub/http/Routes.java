package dev.tandem.hub.http;

import dev.tandem.hub.access.Sharing;
import dev.tandem.hub.auth.IssuerUnavailableException;
import dev.tandem.hub.auth.TokenRefusedException;
import dev.tandem.hub.auth.TokenVerifier;
import dev.tandem.hub.catalog.Title;
import dev.tandem.hub.room.Materialiser;
import dev.tandem.store.StoreException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts all addresses together. */
public final class Routes {

    private static final Logger log = LoggerFactory.getLogger(Routes.class);
    private static final int MAX_BODY_BYTES = 64 << 10;
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private Routes() {}

    /** A router for one event loop. */
    public static Router router(
            Vertx vertx,
            HubFacts facts,
            TokenVerifier verifier,
            Sharing sharing,
            Materialiser materialiser,
            WorkerExecutor workers,
            PrometheusMeterRegistry meters) {
        Router router = Router.router(vertx);
        router.route().handler(context -> guard(context, facts));
        router.get("/health/live").handler(context -> json(context, 200, new JsonObject().put("status", "UP")));
        router.get("/health/ready").handler(context -> ready(context, facts));
        router.get("/metrics")
                .handler(context -> context.response()
                        .putHeader("Content-Type", PROMETHEUS_TEXT)
                        .end(meters.scrape()));
        router.get("/api/v1/config").handler(context -> json(context, 200, config(facts)));
        router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        router.route("/api/*").handler(context -> authenticate(context, verifier));
        new DocumentRoutes(sharing, materialiser, workers).mount(router);
        new MemberRoutes(sharing).mount(router);
        router.route().last().handler(context -> Problem.send(context, 404, "There is nothing at this address."));
        router.errorHandler(405, context -> Problem.send(context, 405, "This address does not take that method."));
        router.errorHandler(
                413, context -> Problem.send(context, 413, "The request is larger than " + MAX_BODY_BYTES + " bytes."));
        router.errorHandler(400, context -> Problem.send(context, 400, "The request cannot be understood."));
        router.route().failureHandler(context -> failed(context, meters));
        return router;
    }

    /** Keeps pages of other sites away from a hub that asks nobody who they are. */
    private static void guard(RoutingContext context, HubFacts facts) {
        HostAndPort authority = context.request().authority();
        String host = authority == null ? null : authority.host();
        if (facts.letIn().test(host, context.request().getHeader("Origin"))) {
            context.next();
        } else {
            Problem.send(context, 403, "A hub without login serves this machine alone.");
        }
    }

    private static void ready(RoutingContext context, HubFacts facts) {
        String failure = facts.failure().get().orElse(null);
        if (failure == null) {
            json(context, 200, new JsonObject().put("status", "UP"));
        } else {
            json(context, 503, new JsonObject().put("status", "DOWN").put("reason", failure));
        }
    }

    private static JsonObject config(HubFacts facts) {
        JsonObject config = new JsonObject().put("auth", facts.issuer() == null ? "none" : "oidc");
        if (facts.issuer() != null) {
            config.put("issuer", facts.issuer())
                    .put("clientId", facts.clientId())
                    .put("audience", facts.audience());
        }
        return config.put(
                "limits",
                new JsonObject().put("messageBytes", facts.maxFrameBytes()).put("titleLength", Title.MAX_LENGTH));
    }

    private static void authenticate(RoutingContext context, TokenVerifier verifier) {
        String header = context.request().getHeader("Authorization");
        String token = header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : "";
        verifier.verify(token)
                .onSuccess(principal -> {
                    Caller.put(context, principal);
                    context.next();
                })
                .onFailure(context::fail);
    }

    /** The one place where a failure becomes an answer. */
    private static void failed(RoutingContext context, MeterRegistry meters) {
        Throwable failure = context.failure();
        if (failure == null) {
            context.next();
        } else if (failure instanceof Problem problem) {
            problem.send(context);
        } else if (failure instanceof TokenRefusedException refused) {
            Problem.send(context, 401, String.valueOf(refused.getMessage()));
        } else if (failure instanceof IssuerUnavailableException away) {
            Problem.send(context, 503, String.valueOf(away.getMessage()));
        } else if (failure instanceof StoreException || failure instanceof JdbiException) {
            log.warn("A request failed, since the store cannot be used: {}", failure.toString());
            Problem.send(context, 503, "The hub's store cannot be used now. Try again later.");
        } else if (context.statusCode() >= 400 && context.statusCode() < 500) {
            Problem.send(context, context.statusCode(), "The request cannot be understood.");
        } else {
            meters.counter("tandem.http.failures").increment();
            log.error("A request failed", failure);
            Problem.send(context, 500, "The hub made a mistake; it is in its log.");
        }
    }

    static void json(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer());
    }
}
