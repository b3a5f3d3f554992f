// Seeded documents of every kind that Yjs can hold, edited by several peers. For each update that comes of it one line:
// the bytes, and what Yjs itself reads in them.
import * as Y from 'yjs'

const [seed, rounds] = process.argv.slice(2).map(Number)

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

const texts = ['a', 'hello ', 'über', '\u{1F469}\u{200D}\u{1F680}', 'e\u0301', 'שלום', '日本語', '\u0000', '\n', '😀😀', 'x'.repeat(3000)]
const values = () => pick([
  null, true, false, 0, -1, 63, 64, -64, 8191, 2 ** 31 - 1, -(2 ** 31), 2 ** 40, 1.5, -0.1, 1e300, NaN, Infinity,
  { big: 123456789012345678901234567890n % (2n ** 62n) }, 'text', '', [], [1, [2, [3]]], {}, { none: undefined }, { a: { b: [null, 'c'] } }, new Uint8Array([0, 255, 7])
])
const jsonValues = () => pick([true, null, 1, -2.5, 'red', { deep: { er: [1, 2] } }, '😀', ''])

const edit = doc => {
  const text = doc.getText('content')
  const map = doc.getMap('properties')
  const array = doc.getArray('list')
  const xml = doc.getXmlFragment('xml')
  switch (below(14)) {
    case 0: case 1: case 2: text.insert(below(text.length + 1), pick(texts)); break
    case 3: case 4: if (text.length > 0) { const at = below(text.length); text.delete(at, 1 + below(Math.min(20, text.length - at))) } break
    case 5: if (text.length > 0) { const at = below(text.length); text.format(at, 1 + below(text.length - at), { [pick(['bold', 'link'])]: jsonValues() }) } break
    case 6: text.insertEmbed(below(text.length + 1), pick([{ image: 'x.png' }, { n: 1 }]), random() < 0.5 ? { width: jsonValues() } : undefined); break
    case 7: map.set(pick(['title', 'language', 'n']), values()); break
    case 8: map.delete(pick(['title', 'language', 'n'])); break
    case 9: array.insert(below(array.length + 1), [values(), values()]); break
    case 10: if (array.length > 0) array.delete(below(array.length), 1); break
    case 11: {
      const element = new Y.XmlElement(pick(['p', 'h1']))
      element.setAttribute('class', 'c')
      element.insert(0, [new Y.XmlText(pick(texts)), new Y.XmlElement('br')])
      xml.insert(below(xml.length + 1), [element])
      break
    }
    case 12: if (xml.length > 0) xml.delete(below(xml.length), 1); break
    case 13: {
      const nested = new Y.Map()
      nested.set('inner', new Y.Array())
      nested.set('text', new Y.Text('nested'))
      nested.set('sub', new Y.Doc({ guid: 'sub-' + below(1000), meta: { a: 1 } }))
      map.set('nested' + below(3), nested)
      break
    }
  }
}

const say = update => {
  const { structs, ds } = Y.decodeUpdate(update)
  console.log(JSON.stringify({
    update: Buffer.from(update).toString('base64'),
    structs: structs.filter(s => s.constructor.name !== 'Skip').map(s => [s.id.client, s.id.clock, s.id.clock + s.length]),
    deleted: [...ds.clients].flatMap(([client, items]) => items.map(i => [client, i.clock, i.clock + i.len])),
    stateVector: Buffer.from(Y.encodeStateVectorFromUpdate(update)).toString('base64')
  }))
}

for (let round = 0; round < rounds; round++) {
  const docs = [0, 1, 2].map(n => {
    const doc = new Y.Doc({ gc: random() < 0.7 })
    // Client ids of one byte, of 32 bits, and of 53 bits.
    doc.clientID = pick([below(30), below(2 ** 30), below(2 ** 51)]) * 3 + n
    return doc
  })
  const updates = []
  for (const doc of docs) doc.on('update', update => updates.push(update))
  for (let i = 0; i < 40; i++) {
    const doc = pick(docs)
    if (random() < 0.2) {
      doc.transact(() => { edit(doc); edit(doc) })
    } else {
      edit(doc)
    }
    if (random() < 0.2) {
      Y.applyUpdate(pick(docs), Y.encodeStateAsUpdate(doc))
    }
  }
  updates.forEach(say)
  const some = updates.filter(() => random() < 0.4)
  if (some.length > 0) say(Y.mergeUpdates(some))
  const full = docs.map(doc => Y.encodeStateAsUpdate(doc))
  full.forEach(say)
  say(Y.mergeUpdates(full))
  say(Y.diffUpdate(full[0], Y.encodeStateVector(docs[1])))
  say(Y.encodeStateAsUpdate(docs[2], Y.encodeStateVector(docs[0])))
}
console.log('done')
