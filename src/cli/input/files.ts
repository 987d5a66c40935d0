import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isPattern, namesLike } from './namesLike.js'
import { STDIN } from '../../report/formats/findingReport.js'
import { UsageError } from '../exitCode.js'
import type { World } from '../world.js'
import { plainBytes } from './plainBytes.js'

/** A text to read objects from, under the name it is reported by. */
export interface Source {
  readonly name: string
  /** How many bytes it has, where that is known. */
  readonly size?: number
  readonly open: () => AsyncIterable<Uint8Array>
}

/** The whole text of a source. */
export const textOf = async (source: Source): Promise<string> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of source.open()) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

const READABLE = /\.(?:json|ya?ml|ndjson)(?:\.gz)?$/

/**
 * The sources that `-f` names, in order: files, directories (their JSON and YAML files, in subdirectories
 * too, by name), patterns such as `charts/*.yaml`, `-` for standard input.
 */
export const sources = async (
  names: readonly string[],
  world: World,
): Promise<readonly Source[]> => {
  const found: (readonly Source[])[] = []
  for (const name of names) {
    found.push(
      name === '-'
        ? [{ name: STDIN, open: () => plainBytes(world.stdin()) }]
        : await sourcesAt(name),
    )
  }
  return found.flat()
}

/** What is there under a name; a pattern, which no shell has expanded, stands for all that fit it. */
const sourcesAt = async (name: string): Promise<readonly Source[]> => {
  const info = await stat(name).catch(async (error: unknown) => {
    const found = isPattern(name) && isNotThere(error) ? await namesLike(name) : []
    if (found.length > 0) return found
    throw new UsageError(`${name}: ${systemMessage(error)}`)
  })
  if ('length' in info) return (await Promise.all(info.map(sourcesAt))).flat()
  if (!info.isDirectory()) return [{ ...fileSource(name), size: info.size }]
  const files = await filesBelow(name)
  if (files.length === 0)
    throw new UsageError(`${name}: no .json, .ndjson, .yaml or .yml file in it`)
  return files.map(fileSource)
}

const CHUNK = 1024 * 1024

const fileSource = (name: string): Source => ({
  name,
  open: () => plainBytes(createReadStream(name, { highWaterMark: CHUNK })),
})

const filesBelow = async (directory: string): Promise<readonly string[]> => {
  const entries = await readdir(directory, { withFileTypes: true })
  const files: (readonly string[])[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) files.push(await filesBelow(path))
    else if (READABLE.test(entry.name)) files.push([path])
  }
  return files.flat()
}

const isNotThere = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'

/** What the operating system says, without the call and the path. */
export const systemMessage = (error: unknown): string => {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return 'no such file or directory'
  if (code === 'EACCES') return 'permission denied'
  return error instanceof Error ? error.message : String(error)
}
