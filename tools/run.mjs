/**
 * Runs a TypeScript program of this repository: bundles it into .cache and imports it there. `podfit` is
 * the built package; fp-ts is inlined, as in the package.
 */
import { mkdirSync, readFileSync, renameSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** Keeps `import.meta.url` what it is in the source file, though the code moves into the bundle. */
const ownUrls = {
  name: 'own-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\.(ts|mjs)$/ }, async ({ path }) => {
      if (path.includes('node_modules')) return undefined
      const url = JSON.stringify(pathToFileURL(path).href)
      const source = await readFile(path, 'utf8')
      const loader = extname(path) === '.ts' ? 'ts' : 'js'
      return { contents: source.replaceAll('import.meta.url', url), loader }
    })
  },
}

/** Their own modules do not load in Node. */
const INLINED = new Set(['fp-ts', 'io-ts'])

const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const [entry, ...args] = process.argv.slice(2)
mkdirSync('.cache', { recursive: true })
const outfile = join('.cache', `${entry.replaceAll('/', '-')}.mjs`)
// Several runs at a time each find a whole program, whichever of them has written it.
const written = `${outfile}.${process.pid}`
await build({
  entryPoints: [entry],
  outfile: written,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external: [
    'podfit',
    ...Object.keys(manifest.devDependencies).filter((name) => !INLINED.has(name)),
  ],
  mainFields: ['module', 'main'],
  logLevel: 'warning',
  plugins: [ownUrls],
})
renameSync(written, outfile)
process.argv = [process.argv[0], entry, ...args]
await import(pathToFileURL(outfile).href)
