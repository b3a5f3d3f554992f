package dev.tandem.protocol;

/** Checks the content of a struct and says how many units it is long. Stateless. */
final class ContentInspector {

    /** Nesting that no editor needs, far below what the native decoder's stack bears. */
    static final int MAX_DEPTH = 64;

    private static final int DELETED = 1;
    private static final int JSON = 2;
    private static final int BINARY = 3;
    private static final int STRING = 4;
    private static final int EMBED = 5;
    private static final int FORMAT = 6;
    private static final int TYPE = 7;
    private static final int ANY = 8;
    private static final int SUBDOCUMENT = 9;

    private static final int TYPE_ARRAY = 0;
    private static final int TYPE_MAP = 1;
    private static final int TYPE_TEXT = 2;
    private static final int TYPE_XML_ELEMENT = 3;
    private static final int TYPE_XML_FRAGMENT = 4;
    private static final int TYPE_XML_TEXT = 6;

    private ContentInspector() {}

    /**
     * Passes over the content.
     *
     * @param kind the low bits of the struct's first byte
     * @return its length in units of the clock
     */
    static long length(Lib0Reader reader, int kind) throws MalformedMessageException {
        return switch (kind) {
            case DELETED -> reader.varUint();
            // Yjs wrote it before version 13, and yrs reads one string too many there: the replicas would part.
            case JSON -> throw new MalformedUpdateException("JSON content of Yjs before version 13 is not taken");
            case BINARY -> {
                reader.skipVarUint8Array();
                yield 1;
            }
            case STRING -> reader.skipVarString();
            case EMBED -> {
                JsonText.requireValue(reader.varString(Integer.MAX_VALUE));
                yield 1;
            }
            case FORMAT -> {
                reader.skipVarString();
                JsonText.requireValue(reader.varString(Integer.MAX_VALUE));
                yield 1;
            }
            case TYPE -> {
                type(reader);
                yield 1;
            }
            case ANY -> {
                long count = reader.varUint();
                if (count > reader.remaining()) {
                    throw new MalformedUpdateException("a content counts more values than it can hold");
                }
                for (long i = 0; i < count; i++) {
                    any(reader, 1);
                }
                yield count;
            }
            case SUBDOCUMENT -> {
                reader.skipVarString();
                any(reader, 1);
                yield 1;
            }
            default -> throw new MalformedUpdateException("unknown kind of content");
        };
    }

    private static void type(Lib0Reader reader) throws MalformedMessageException {
        switch (reader.uint8()) {
            case TYPE_ARRAY, TYPE_MAP, TYPE_TEXT, TYPE_XML_FRAGMENT, TYPE_XML_TEXT -> {
                // Nothing follows.
            }
            case TYPE_XML_ELEMENT -> reader.skipVarString();
            // Hooks (5) and weak links (7) are among the others: Yjs and yrs read them differently, or not at all.
            default -> throw new MalformedUpdateException("unknown kind of shared type");
        }
    }

    private static void any(Lib0Reader reader, int depth) throws MalformedMessageException {
        if (depth > MAX_DEPTH) {
            throw new MalformedUpdateException("a value is nested deeper than " + MAX_DEPTH);
        }
        switch (reader.uint8()) {
            case 127, 126, 121, 120 -> {
                // undefined, null, false, true
            }
            case 125 -> reader.varInt();
            case 124 -> reader.skip(4);
            case 123, 122 -> reader.skip(8);
            case 119 -> reader.skipVarString();
            case 118 -> {
                long entries = reader.varUint();
                if (entries > reader.remaining() / 2) {
                    throw new MalformedUpdateException("an object counts more entries than it can hold");
                }
                for (long i = 0; i < entries; i++) {
                    reader.skipVarString();
                    any(reader, depth + 1);
                }
            }
            case 117 -> {
                long elements = reader.varUint();
                if (elements > reader.remaining()) {
                    throw new MalformedUpdateException("an array counts more elements than it can hold");
                }
                for (long i = 0; i < elements; i++) {
                    any(reader, depth + 1);
                }
            }
            case 116 -> reader.skipVarUint8Array();
            default -> throw new MalformedUpdateException("unknown kind of value");
        }
    }
}
