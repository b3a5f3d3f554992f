package dev.tandem.hub.http;

import dev.tandem.hub.access.Sharing;
import dev.tandem.hub.auth.Principal;
import dev.tandem.hub.catalog.CatalogDocument;
import dev.tandem.hub.catalog.Member;
import dev.tandem.hub.catalog.Outcome;
import dev.tandem.hub.catalog.Person;
import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/v1/documents/{id}/members}: who may open a document. */
final class MemberRoutes {

    private static final String ALL = "/api/v1/documents/:id/members";
    private static final String ONE = ALL + "/:user";

    private final Sharing sharing;

    MemberRoutes(Sharing sharing) {
        this.sharing = sharing;
    }

    void mount(Router router) {
        router.get(ALL).handler(this::list);
        router.put(ONE).handler(this::put);
        router.delete(ONE).handler(this::delete);
    }

    private void list(RoutingContext context) {
        DocumentId id = Caller.document(context);
        find(Caller.of(context), id)
                .compose(document -> sharing.members(id))
                .onSuccess(members ->
                        Routes.json(context, 200, new JsonObject().put("members", DocumentRoutes.json(members))))
                .onFailure(context::fail);
    }

    private void put(RoutingContext context) {
        Principal who = Caller.of(context);
        DocumentId id = Caller.document(context);
        String user = context.pathParam("user");
        Role role = role(Caller.body(context));
        owned(who, id)
                .compose(document -> person(user))
                .compose(person -> sharing.setRole(who, id, person, role).compose(outcome -> {
                    refuseIfUndone(outcome);
                    Routes.json(context, 200, DocumentRoutes.json(new Member(person, role)));
                    return Future.succeededFuture();
                }))
                .onFailure(context::fail);
    }

    private void delete(RoutingContext context) {
        Principal who = Caller.of(context);
        DocumentId id = Caller.document(context);
        String user = context.pathParam("user");
        find(who, id)
                .compose(document -> person(user).compose(person -> {
                    boolean oneself = person.subject().equals(who.subject());
                    if (!oneself && document.role() != Role.OWNER) {
                        throw new Problem(403, "Only an owner may take a document away from others.");
                    }
                    return sharing.revoke(who, id, person);
                }))
                .onSuccess(outcome -> {
                    if (outcome == Outcome.UNKNOWN) {
                        Problem.send(context, 404, "Nobody of that name has access to this document.");
                    } else if (outcome == Outcome.LAST_OWNER) {
                        Problem.send(context, 409, "A document keeps at least one owner.");
                    } else {
                        context.response().setStatusCode(204).end();
                    }
                })
                .onFailure(context::fail);
    }

    private static void refuseIfUndone(Outcome outcome) {
        if (outcome == Outcome.LAST_OWNER) {
            throw new Problem(409, "A document keeps at least one owner.");
        }
        if (outcome == Outcome.UNKNOWN) {
            throw Problem.noSuchDocument();
        }
    }

    private Future<CatalogDocument> owned(Principal who, DocumentId id) {
        if (who.isAnonymous()) {
            return Future.failedFuture(
                    new Problem(409, "A hub without login knows no people; everyone may edit everything."));
        }
        return find(who, id).map(document -> {
            if (document.role() != Role.OWNER) {
                throw new Problem(403, "Only an owner may share a document.");
            }
            return document;
        });
    }

    private Future<CatalogDocument> find(Principal who, DocumentId id) {
        return sharing.find(who, id).map(found -> found.orElseThrow(Problem::noSuchDocument));
    }

    private Future<Person> person(String user) {
        return sharing.person(user)
                .map(found -> found.orElseThrow(() -> new Problem(
                        404,
                        "Nobody called \"" + user
                                + "\" has logged in to this hub yet. Ask them to connect once, then share again.")));
    }

    private static Role role(JsonObject body) {
        if (body.getValue("role") instanceof String word) {
            return Role.ofWord(word).orElseThrow(MemberRoutes::unknownRole);
        }
        throw unknownRole();
    }

    private static Problem unknownRole() {
        return new Problem(400, "A role is one of owner, editor and viewer.");
    }
}
