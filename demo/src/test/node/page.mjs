// The page that a browser opens: CodeMirror on a Yjs document, as the makers of y-codemirror.next show it.
import { EditorState } from '@codemirror/state'
import { EditorView, basicSetup } from 'codemirror'
import { yCollab } from 'y-codemirror.next'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

const parameters = new URLSearchParams(location.search)
const doc = new Y.Doc()
const provider = new WebsocketProvider(`${parameters.get('hub')}/yjs`, parameters.get('id'), doc)
provider.awareness.setLocalStateField('user', { name: 'Browser', color: '#2a9d8f', colorLight: '#2a9d8f33' })
const text = doc.getText('content')

provider.once('sync', () => {
  window.view = new EditorView({
    state: EditorState.create({
      doc: text.toString(),
      extensions: [basicSetup, yCollab(text, provider.awareness)]
    }),
    parent: document.querySelector('main')
  })
  window.view.focus()
})
