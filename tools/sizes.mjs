/**
 * Prints what each door weighs in a browser bundle: everything it exports, minified, then compressed by gzip.
 *
 *   npm run sizes               the build in dist, beside the budgets
 *   npm run sizes -- FOLDER     beside the build of another checkout, too
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** The doors of a package: name and file. */
const doorsOf = (folder) => {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return Object.entries(exports).flatMap(([name, entry]) =>
    typeof entry === 'string'
      ? []
      : [[name.replace('.', 'podfit'), join(folder, entry.import.default)]],
  )
}

/** Bytes of a door, minified and compressed. */
const sizeOf = async (file) => {
  const { outputFiles } = await build({
    stdin: { contents: `export * as door from ${JSON.stringify(file)}`, resolveDir: '.' },
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    external: ['node:*', 'fast-check'],
    format: 'esm',
    logLevel: 'error',
  })
  return gzipSync(outputFiles[0].contents, { level: 9 }).length
}

/** Bytes of each door of a package. */
export const sizesOf = async (folder) => {
  const sizes = {}
  for (const [name, file] of doorsOf(folder)) sizes[name] = await sizeOf(file)
  return sizes
}

const main = async ([other]) => {
  if (other !== undefined && !existsSync(join(other, 'dist')))
    throw new Error(`${other} is not built`)
  const budgets = JSON.parse(readFileSync('test/package/sizes.json', 'utf8'))
  const now = await sizesOf(process.cwd())
  const known = Object.entries(budgets).map(([name, { bytes }]) => [name, bytes])
  const before = other === undefined ? Object.fromEntries(known) : await sizesOf(other)
  const percent = (size, from) =>
    from === undefined ? '' : `${(((size - from) / from) * 100).toFixed(1)} %`
  console.table(
    Object.fromEntries(
      Object.entries(now).map(([name, size]) => [
        name,
        { before: before[name] ?? '', now: size, change: percent(size, before[name]) },
      ]),
    ),
  )
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv.slice(2))
