package dev.tandem.demo;

/** The demo cannot go on. The message is a sentence for a person. */
final class DemoException extends Exception {
    private static final long serialVersionUID = 1L;

    DemoException(String sentence) {
        super(sentence);
    }

    DemoException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
