// Peers that write with the real Yjs, told what to do line by line; each command is answered with one line.
//   edit <peer>              edits at random; answers the update in base64
//   apply <peer> <base64>    takes in an update; answers ok
//   state <peer>             answers JSON: text (an embed is U+FFFC), vector (clients and clocks), update in base64
//   position <peer> <offset> <assoc>   answers a relative position as JSON
//   resolve <peer> <json>    answers the offset of a relative position, or null
// Started with a seed and a number of peers.
import { createInterface } from 'node:readline'
import * as Y from 'yjs'

const [seed, count] = process.argv.slice(2).map(Number)

// A small generator of its own (mulberry32), so that a seed means the same on every machine.
let state = seed >>> 0
const random = () => {
  state = (state + 0x6d2b79f5) >>> 0
  let t = state
  t = Math.imul(t ^ (t >>> 15), t | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const below = n => Math.floor(random() * n)
const pick = list => list[below(list.length)]
const words = ['a', 'bc', '\n', 'hello ', 'über', '\u{1F469}\u200D\u{1F680}', 'e\u0301', 'שלום', '日本語', '\u0000', '😀😀']

const docs = Array.from({ length: count }, (_, peer) => {
  const doc = new Y.Doc()
  doc.clientID = 1000 + peer
  doc.getText('content')
  doc.getMap('properties')
  return doc
})

const flat = text => text.toDelta().map(op => typeof op.insert === 'string' ? op.insert : '\ufffc').join('')

// A place that is not within a surrogate pair.
const place = text => {
  const now = flat(text)
  const at = below(now.length + 1)
  const code = now.charCodeAt(at)
  return code >= 0xdc00 && code < 0xe000 ? at - 1 : at
}

const edit = doc => {
  const text = doc.getText('content')
  let [from, to] = [place(text), place(text)].sort((a, b) => a - b)
  to = Math.min(to, from + 12)
  const code = flat(text).charCodeAt(to)
  if (code >= 0xdc00 && code < 0xe000) to++
  switch (below(12)) {
    case 0: text.insertEmbed(from, pick([{ image: 'x.png' }, 'an embed that is a string'])); break
    case 1: if (to > from) text.format(from, to - from, pick([{ bold: true }, { bold: null }, { link: 'https://example.org' }])); break
    case 2: case 3: case 4: if (to > from) text.delete(from, to - from); break
    case 5: doc.getMap('properties').set(pick(['title', 'language']), pick(['one', 'two', 3, null])); break
    case 6: if (below(20) === 0) text.insert(from, 'a megabyte 😀 '.repeat(70000)); break
    case 7: text.insertEmbed(from, new Y.Map([['nested', 'yes']])); break
    default: text.insert(from, pick(words), random() < 0.2 ? { bold: true } : undefined)
  }
}

const base64 = bytes => Buffer.from(bytes).toString('base64')
const bytes = text => Uint8Array.from(Buffer.from(text, 'base64'))

const commands = {
  edit: peer => {
    const before = Y.encodeStateVector(docs[peer])
    const updates = []
    const note = update => updates.push(update)
    docs[peer].on('update', note)
    docs[peer].transact(() => edit(docs[peer]))
    docs[peer].off('update', note)
    return base64(updates.length > 0 ? Y.mergeUpdates(updates) : Y.encodeStateAsUpdate(new Y.Doc(), before))
  },
  apply: (peer, update) => {
    Y.applyUpdate(docs[peer], bytes(update))
    return 'ok'
  },
  state: peer => JSON.stringify({
    text: flat(docs[peer].getText('content')),
    vector: [...Y.decodeStateVector(Y.encodeStateVector(docs[peer]))].sort((a, b) => a[0] - b[0]).map(entry => entry.join(':')).join(' '),
    update: base64(Y.encodeStateAsUpdate(docs[peer]))
  }),
  vector: (_, vector) => [...Y.decodeStateVector(bytes(vector))].sort((a, b) => a[0] - b[0]).map(entry => entry.join(':')).join(' '),
  position: (peer, offset, assoc) =>
    JSON.stringify(Y.createRelativePositionFromTypeIndex(docs[peer].getText('content'), Number(offset), Number(assoc))),
  resolve: (peer, json) =>
    JSON.stringify(Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(JSON.parse(json)), docs[peer])?.index ?? null)
}

for await (const line of createInterface({ input: process.stdin })) {
  const [command, peer, ...rest] = line.split(' ')
  console.log(commands[command](Number(peer), ...rest))
}
