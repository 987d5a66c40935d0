import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { EVERYTHING, liveSources, type LiveCluster, type Resource } from './liveCluster.js'
import { isPattern, namesLike } from './namesLike.js'
import { STDIN } from '../../report/formats/findingReport.js'
import { UsageError } from '../exitCode.js'
import type { World } from '../world.js'
import type { Source } from './source.js'
import { systemMessage } from '../systemMessage.js'
import { plainBytes } from './plainBytes.js'

/** The whole text of a source. */
export const textOf = async (source: Source): Promise<string> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of source.open()) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

const READABLE = /\.(?:json|ya?ml|ndjson)(?:\.gz)?$/

/**
 * The sources of inputs, in order: of a cluster what a verb needs; of what `-f` names files, directories (their JSON and YAML files, in subdirectories
 * too, by name), patterns such as `charts/*.yaml`, `-` for standard input.
 */
export const sources = async (
  inputs: readonly Input[],
  world: World,
  needs: readonly Resource[] = EVERYTHING,
): Promise<readonly Source[]> => {
  const found: (readonly Source[])[] = []
  for (const input of inputs) {
    if (typeof input !== 'string') found.push(liveSources(input, needs, world))
    else if (input === '-') found.push([{ name: STDIN, open: () => plainBytes(world.stdin()) }])
    else found.push(await sourcesAt(input))
  }
  return found.flat()
}

/** Where objects are read from: what `-f` names, or a cluster that is running. */
export type Input = string | LiveCluster

/** What is there under a name; a pattern, which no shell has expanded, stands for all that fit it. */
const sourcesAt = async (name: string): Promise<readonly Source[]> => {
  const info = await stat(name).catch(async (error: unknown) => {
    const found = isPattern(name) && isNotThere(error) ? await namesLike(name) : []
    if (found.length > 0) return found
    throw new UsageError(`${name}: ${systemMessage(error)}`)
  })
  if ('length' in info) return (await Promise.all(info.map(sourcesAt))).flat()
  if (!info.isDirectory()) return [{ ...fileSource(name), size: info.size }]
  const found = await sourcesBelow(name)
  if (found.length === 0)
    throw new UsageError(`${name}: no .json, .ndjson, .yaml or .yml file in it`)
  return found
}

const CHUNK = 1024 * 1024

const fileSource = (name: string): Source => ({
  name,
  open: () => plainBytes(createReadStream(name, { highWaterMark: CHUNK })),
})

/** What stands in a directory; one that cannot be looked into says so when it is read, and does not lose the others. */
const sourcesBelow = async (directory: string): Promise<readonly Source[]> => {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => ({
    error,
  }))
  if ('error' in entries) return [{ name: directory, open: () => failing(entries.error) }]
  const found: (readonly Source[])[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) found.push(await sourcesBelow(path))
    else if (READABLE.test(entry.name)) found.push([fileSource(path)])
  }
  return found.flat()
}

async function* failing(error: unknown): AsyncGenerator<Uint8Array> {
  yield* []
  throw error
}

const isNotThere = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'
