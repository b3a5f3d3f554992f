// A real Chromium with page.mjs in it. Commands come as JSON lines, one answer each; keys are pressed, not faked.
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'

const [executable, hub, id] = process.argv.slice(2)

const bundle = await build({ entryPoints: ['page.mjs'], bundle: true, format: 'esm', write: false, logLevel: 'error' })
const html = '<!doctype html><meta charset="utf-8"><title>Tandem</title><main></main><script type="module" src="/page.js"></script>'
const server = createServer((request, response) => {
  const script = request.url === '/page.js'
  response.setHeader('Content-Type', script ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8')
  response.end(script ? bundle.outputFiles[0].text : html)
})
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))

// A sandbox of its own needs rights that a container does not give.
const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
const page = await browser.newPage({ viewport: { width: 900, height: 500 } })
page.on('pageerror', error => console.error(`page: ${error}`))
await page.goto(`http://127.0.0.1:${server.address().port}/?${new URLSearchParams({ hub, id })}`)
await page.waitForFunction(() => window.view !== undefined)

const answer = async command => {
  switch (command.do) {
    case 'type': await page.keyboard.type(command.text); return true
    case 'press': await page.keyboard.press(command.key); return true
    case 'text': return await page.evaluate(() => window.view.state.doc.toString())
    // What is drawn: the label of each foreign caret, and the offset in the text where it stands.
    case 'carets': return await page.evaluate(() => Object.fromEntries(
      [...document.querySelectorAll('.cm-ySelectionCaret')].map(caret =>
        [caret.querySelector('.cm-ySelectionInfo').textContent, window.view.posAtDOM(caret)])))
    case 'screenshot': await page.screenshot({ path: command.path }); return true
    default: throw new Error(`unknown command ${command.do}`)
  }
}

console.log(JSON.stringify('ready'))
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))))
}
await browser.close()
process.exit(0)
