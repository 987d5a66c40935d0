/**
 * Runs a TypeScript program of this repository: bundles it into .cache and imports it there. `podfit` is
 * the built package; fp-ts is inlined, as in the package.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const [entry, ...args] = process.argv.slice(2)
mkdirSync('.cache', { recursive: true })
const outfile = join('.cache', `${basename(entry, '.ts')}.mjs`)
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external: ['podfit', ...Object.keys(manifest.devDependencies)],
  mainFields: ['module', 'main'],
  logLevel: 'warning',
  banner: { js: `const __entry = ${JSON.stringify(pathToFileURL(entry).href)};` },
  define: { 'import.meta.url': '__entry' },
})
process.argv = [process.argv[0], entry, ...args]
await import(pathToFileURL(outfile).href)
