// One editor on the web: a Yjs document that a real client library keeps in step with a hub. It is told what to do in
// lines of JSON, and answers each with what it then sees.
//
//   node peer.mjs <y-websocket | hocuspocus-4 | hocuspocus-3> <hub, ws://host:port> <document> <name> [token]
import { createInterface } from 'node:readline'
import * as Y from 'yjs'
import { WebSocket } from 'ws'
import { readAuthMessage } from 'y-protocols/auth'

const [kind, hub, name, person, firstToken = ''] = process.argv.slice(2)
let token = firstToken
const doc = new Y.Doc()
const text = doc.getText('content')
const seen = { denied: null, closes: [], scope: null }

const open = {
  'y-websocket': async () => {
    const { WebsocketProvider } = await import('y-websocket')
    const provider = new WebsocketProvider(hub + '/yjs', name, doc, {
      WebSocketPolyfill: WebSocket, disableBc: true, params: token ? { token } : {}
    })
    provider.on('connection-close', event => { if (event) seen.closes.push(event.code) })
    // What the library only prints.
    provider.messageHandlers[2] = (_encoder, decoder) => readAuthMessage(decoder, doc, (_doc, reason) => { seen.denied = reason })
    return {
      awareness: provider.awareness,
      connect: () => provider.connect(),
      disconnect: () => provider.disconnect(),
      use: fresh => { provider.params.token = fresh },
      state: () => ({ synced: provider.synced, connected: provider.wsconnected, unsynced: null, retries: provider.shouldConnect })
    }
  },
  'hocuspocus-4': () => hocuspocus('@hocuspocus/provider'),
  'hocuspocus-3': () => hocuspocus('hocuspocus-provider-3')
}

const hocuspocus = async library => {
  const { HocuspocusProvider, HocuspocusProviderWebsocket } = await import(library)
  const socket = new HocuspocusProviderWebsocket({ url: hub + '/sync', WebSocketPolyfill: WebSocket, delay: 100, minDelay: 100, maxDelay: 1000 })
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name,
    document: doc,
    // Asked for at the start, and again whenever the hub asks.
    token: () => token || 'anonymous',
    onAuthenticated: data => { seen.scope = data.scope ?? provider.authorizedScope },
    onAuthenticationFailed: ({ reason }) => { seen.denied = reason },
    onClose: ({ event }) => { seen.closes.push(event.code) }
  })
  provider.attach()
  return {
    awareness: provider.awareness,
    connect: () => socket.connect(),
    disconnect: () => socket.disconnect(),
    state: () => ({ synced: provider.synced, connected: socket.status === 'connected', unsynced: provider.unsyncedChanges, retries: null })
  }
}

const provider = await open[kind]()
provider.awareness.setLocalStateField('user', { name: person, color: '#30bced', colorLight: '#30bced33' })

const people = () => {
  const others = {}
  provider.awareness.getStates().forEach((state, client) => {
    if (client === doc.clientID || !state.user) return
    let head = null
    if (state.cursor) {
      const at = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(state.cursor.head), doc)
      head = at && at.type === text ? at.index : null
    }
    others[state.user.name] = head
  })
  return others
}

const actions = {
  insert: ({ at, text: inserted }) => text.insert(at, inserted),
  append: ({ text: inserted }) => text.insert(text.length, inserted),
  remove: ({ at, length }) => text.delete(at, length),
  // Many small transactions, as a long history has them.
  type: ({ text: typed }) => { for (const letter of typed) text.insert(text.length, letter) },
  cursor: ({ at }) => {
    const position = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, at))
    provider.awareness.setLocalStateField('cursor', { anchor: position, head: position })
  },
  disconnect: () => provider.disconnect(),
  connect: () => provider.connect(),
  use: ({ token: fresh }) => {
    token = fresh
    provider.use?.(fresh)
  },
  look: () => {}
}

createInterface({ input: process.stdin }).on('line', line => {
  const command = JSON.parse(line)
  actions[command.do](command)
  console.log(JSON.stringify({ ...provider.state(), ...seen, people: people(), length: text.length, text: text.length < 100000 ? text.toString() : null }))
}).on('close', () => process.exit(0))
