// Replays an editing trace, read as JSON from the standard input, through yjs: one transaction and one update an edit.
// Prints the milliseconds of each round, and of loading the finished document, in two lines. The argument is the number
// of rounds; the first is not counted. Without an undo manager, which yjs would need ten times as long with; ours has one.
import { readFileSync } from 'node:fs'
import * as Y from 'yjs'

const trace = JSON.parse(readFileSync(0, 'utf8'))
const edits = trace.txns.flatMap(transaction => transaction.patches)
const rounds = Number(process.argv[2] ?? 6)
const typing = []
const loading = []
for (let round = 0; round < rounds; round++) {
  let started = performance.now()
  const doc = new Y.Doc()
  let bytes = 0
  doc.on('update', update => { bytes += update.length })
  const text = doc.getText('content')
  for (const [offset, deleted, inserted] of edits) {
    doc.transact(() => {
      if (deleted > 0) text.delete(offset, deleted)
      if (inserted !== '') text.insert(offset, inserted)
    })
  }
  typing.push(performance.now() - started)
  if (text.toString() !== trace.endContent || bytes < edits.length) throw new Error('the trace ended elsewhere')
  const finished = Y.encodeStateAsUpdate(doc)
  started = performance.now()
  const loaded = new Y.Doc()
  loaded.getText('content')
  Y.applyUpdate(loaded, finished)
  loading.push(performance.now() - started)
  if (loaded.getText('content').toString() !== trace.endContent) throw new Error('the document came out differently')
}
const print = (what, times) => console.log(what, ...times.slice(1).map(time => time.toFixed(2)))
print('typing', typing)
print('loading', loading)
