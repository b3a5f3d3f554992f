// One of the servers that the hub is measured beside, on any free port of loopback. Prints "listening <port>".
//
//   node server.mjs <hocuspocus | y-websocket> <directory>
import { writeFile, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'

const [kind, directory] = process.argv.slice(2)

const start = {
  // With its own persistence: the whole document, written some seconds after a change.
  hocuspocus: async () => {
    const { Server } = await import('@hocuspocus/server')
    const { Database } = await import('@hocuspocus/extension-database')
    const file = name => join(directory, encodeURIComponent(name))
    const server = new Server({
      port: 0,
      address: '127.0.0.1',
      quiet: true,
      stopOnSignals: false,
      extensions: [new Database({
        fetch: ({ documentName }) => readFile(file(documentName)).catch(() => null),
        store: ({ documentName, state }) => writeFile(file(documentName), state)
      })]
    })
    await server.listen()
    return server.address.port
  },
  // In memory alone.
  'y-websocket': async () => {
    const { WebSocketServer } = await import('ws')
    const { setupWSConnection } = await import('@y/websocket-server/utils')
    const http = createServer()
    const sockets = new WebSocketServer({ noServer: true })
    sockets.on('connection', setupWSConnection)
    http.on('upgrade', (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, opened => sockets.emit('connection', opened, request)))
    await new Promise(resolve => http.listen(0, '127.0.0.1', resolve))
    return http.address().port
  }
}

console.log('listening ' + await start[kind]())
