/**
 * Who the person is: OpenID Connect with the system browser or with a device code, tokens kept where only their owner
 * reads them, and refreshed in the background.
 *
 * <p>Depends on nothing else of the editor.
 */
@NullMarked
package dev.tandem.editor.login;

import org.jspecify.annotations.NullMarked;
