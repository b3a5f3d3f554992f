// Two stock Yjs clients in Node on one document of a hub: a y-websocket 3 client on /yjs, a Hocuspocus 4 provider on
// /sync. Commands come as JSON lines, one answer each.
import { createInterface } from 'node:readline'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

const [hub, id] = process.argv.slice(2)

const websocketDocument = new Y.Doc()
const websocket = new WebsocketProvider(`${hub}/yjs`, id, websocketDocument, {
  WebSocketPolyfill: WebSocket,
  disableBc: true
})

const hocuspocusDocument = new Y.Doc()
const hocuspocusSocket = new HocuspocusProviderWebsocket({ url: `${hub}/sync`, WebSocketPolyfill: WebSocket })
const hocuspocus = new HocuspocusProvider({
  websocketProvider: hocuspocusSocket,
  name: id,
  document: hocuspocusDocument,
  token: 'none'
})
hocuspocus.attach()

const peers = {
  websocket: { doc: websocketDocument, awareness: websocket.awareness, synced: () => websocket.synced },
  hocuspocus: {
    doc: hocuspocusDocument,
    awareness: hocuspocus.awareness,
    synced: () => hocuspocus.isSynced && hocuspocus.unsyncedChanges === 0
  }
}

/** Where the others' carets are in this peer's text: name to index, as an editor on the web would draw them. */
const carets = peer => {
  const found = {}
  for (const [client, state] of peer.awareness.getStates()) {
    if (client === peer.doc.clientID || !state.cursor) continue
    const at = Y.createAbsolutePositionFromRelativePosition(
      Y.createRelativePositionFromJSON(state.cursor.head), peer.doc)
    if (at) found[state.user.name] = at.index
  }
  return found
}

const answer = command => {
  const peer = peers[command.peer]
  const text = peer.doc.getText('content')
  switch (command.do) {
    case 'synced': return peer.synced()
    case 'text': return text.toString()
    case 'insert': text.insert(command.at, command.text); return text.length
    case 'carets': return carets(peer)
    case 'caret': {
      const position = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, command.at))
      peer.awareness.setLocalStateField('user', { name: command.name, color: '#d62828', colorLight: '#d6282833' })
      peer.awareness.setLocalStateField('cursor', { anchor: position, head: position })
      return true
    }
    default: throw new Error(`unknown command ${command.do}`)
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(answer(JSON.parse(line))))
}
process.exit(0)
