package dev.tandem.editor.session;

import org.jspecify.annotations.Nullable;

/**
 * Somebody else who has the document open.
 *
 * @param clientId the id of their open document; one person with two windows is two peers
 * @param name what they are called; for people on a hub with login the hub vouches for it
 * @param color their colour as {@code #rrggbb}; another than they chose when somebody else here has that one
 * @param anchor where their selection starts, a UTF-16 offset in the text of now, or null when they show no caret
 * @param head where their caret is, a UTF-16 offset in the text of now, or null when they show no caret
 */
public record Peer(
        long clientId,
        String name,
        String color,
        @Nullable Integer anchor,
        @Nullable Integer head) {}
