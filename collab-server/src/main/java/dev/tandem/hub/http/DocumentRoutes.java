package dev.tandem.hub.http;

import dev.tandem.hub.access.Sharing;
import dev.tandem.hub.auth.Principal;
import dev.tandem.hub.catalog.CatalogDocument;
import dev.tandem.hub.catalog.Member;
import dev.tandem.hub.catalog.Outcome;
import dev.tandem.hub.catalog.Title;
import dev.tandem.hub.room.Materialiser;
import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;

/** {@code /api/v1/me} and {@code /api/v1/documents}. */
final class DocumentRoutes {

    private static final String ONE = "/api/v1/documents/:id";
    private static final String ALL = "/api/v1/documents";

    private final Sharing sharing;
    private final Materialiser materialiser;
    private final WorkerExecutor workers;

    DocumentRoutes(Sharing sharing, Materialiser materialiser, WorkerExecutor workers) {
        this.sharing = sharing;
        this.materialiser = materialiser;
        this.workers = workers;
    }

    void mount(Router router) {
        router.get("/api/v1/me").handler(this::me);
        router.get(ALL).handler(this::list);
        router.post(ALL).handler(this::create);
        router.get(ONE).handler(this::show);
        router.patch(ONE).handler(this::rename);
        router.delete(ONE).handler(this::delete);
        router.get(ONE + "/text").handler(this::text);
    }

    private void me(RoutingContext context) {
        Principal who = Caller.of(context);
        sharing.meet(who)
                .onSuccess(nothing -> Routes.json(
                        context,
                        200,
                        new JsonObject()
                                .put("subject", who.subject())
                                .put("username", who.username())
                                .put("name", who.displayName())
                                .put("email", who.email())))
                .onFailure(context::fail);
    }

    private void list(RoutingContext context) {
        sharing.documents(Caller.of(context))
                .onSuccess(documents -> {
                    JsonArray array = new JsonArray();
                    documents.forEach(document -> array.add(json(document)));
                    Routes.json(context, 200, new JsonObject().put("documents", array));
                })
                .onFailure(context::fail);
    }

    private void create(RoutingContext context) {
        Principal who = Caller.of(context);
        JsonObject body = Caller.body(context);
        DocumentId id = newId(body);
        String title = title(body);
        sharing.create(who, id, title)
                .compose(outcome -> {
                    if (outcome == Outcome.TAKEN) {
                        return Future.failedFuture(new Problem(409, "This id cannot be used for a new document."));
                    }
                    return find(who, id).onSuccess(document -> {
                        context.response().putHeader("Location", ALL + "/" + id);
                        Routes.json(context, outcome == Outcome.DONE ? 201 : 200, json(document));
                    });
                })
                .onFailure(context::fail);
    }

    private void show(RoutingContext context) {
        DocumentId id = Caller.document(context);
        find(Caller.of(context), id)
                .compose(document -> sharing.members(id)
                        .onSuccess(members ->
                                Routes.json(context, 200, json(document).put("members", json(members)))))
                .onFailure(context::fail);
    }

    private void rename(RoutingContext context) {
        Principal who = Caller.of(context);
        DocumentId id = Caller.document(context);
        String title = title(Caller.body(context));
        find(who, id)
                .compose(document -> {
                    if (!document.role().mayEdit()) {
                        return Future.failedFuture(new Problem(403, "You may only read this document."));
                    }
                    return sharing.rename(who, id, title);
                })
                .compose(outcome -> find(who, id))
                .onSuccess(document -> Routes.json(context, 200, json(document)))
                .onFailure(context::fail);
    }

    private void delete(RoutingContext context) {
        Principal who = Caller.of(context);
        DocumentId id = Caller.document(context);
        find(who, id)
                .compose(document -> {
                    if (document.role() != Role.OWNER) {
                        return Future.failedFuture(new Problem(403, "Only an owner may delete a document."));
                    }
                    return sharing.delete(who, id);
                })
                .onSuccess(outcome -> context.response().setStatusCode(204).end())
                .onFailure(context::fail);
    }

    private void text(RoutingContext context) {
        DocumentId id = Caller.document(context);
        find(Caller.of(context), id)
                .compose(document -> workers.executeBlocking(() -> materialiser.text(id), false))
                .onSuccess(text -> context.response()
                        .putHeader("Content-Type", "text/plain; charset=utf-8")
                        .putHeader("X-Content-Type-Options", "nosniff")
                        .end(text))
                .onFailure(context::fail);
    }

    private Future<CatalogDocument> find(Principal who, DocumentId id) {
        return sharing.find(who, id)
                .compose(found -> found.<Future<CatalogDocument>>map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(Problem.noSuchDocument())));
    }

    /** Ids are UUIDs: nobody can guess one, so that taking it tells nothing about other people's documents. */
    private static DocumentId newId(JsonObject body) {
        Object id = body.getValue("id");
        if (id == null) {
            return DocumentId.random();
        }
        if (id instanceof String text && text.length() == 36) {
            try {
                return new DocumentId(UUID.fromString(text).toString());
            } catch (IllegalArgumentException e) {
                throw new Problem(400, "The id of a document is a UUID.");
            }
        }
        throw new Problem(400, "The id of a document is a UUID.");
    }

    private static String title(JsonObject body) {
        if (body.getValue("title") instanceof String title && Title.isGood(title)) {
            return title;
        }
        throw new Problem(
                400, "A title has 1 to " + Title.MAX_LENGTH + " characters, and none of them is a control character.");
    }

    static JsonObject json(CatalogDocument document) {
        return new JsonObject()
                .put("id", document.id().value())
                .put("title", document.title())
                .put("role", document.role().word())
                .put("created", document.created().toString());
    }

    static JsonArray json(List<Member> members) {
        JsonArray array = new JsonArray();
        members.forEach(member -> array.add(json(member)));
        return array;
    }

    static JsonObject json(Member member) {
        return new JsonObject()
                .put("subject", member.person().subject())
                .put("username", member.person().username())
                .put("name", member.person().name())
                .put("role", member.role().word());
    }
}
