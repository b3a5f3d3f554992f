/** What a session does when something under it fails. */
package dev.tandem.editor.session;
