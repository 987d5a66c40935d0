import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Chance } from './chance.js'
import { parseJson } from '../../src/decode/json.js'
import { minorText, VERIFIED_RELEASES } from '../../src/kube/release.js'
import { exactJson } from './exactJson.mjs'

/** What is said about a file of vectors in its first line. */
export interface Header {
  readonly format: 1
  readonly operation: string
  /** The release of Kubernetes that answered. */
  readonly kubernetes: string
  /** The day it was asked. */
  readonly recorded: string
  /** The seed that the cases without a name were generated from. */
  readonly seed: number
}

/** A question, and what Kubernetes answered: `out`, or `bad` where it cannot. */
export interface Vector {
  readonly name?: string
  /** The release that is asked. */
  readonly kubernetes?: string
  readonly in: unknown
  readonly out?: unknown
  readonly bad?: string
  /** What else Kubernetes could have done: `out` is one answer of several. */
  readonly chance?: Chance
}

/** A file of vectors: gzipped JSON lines, the header first. */
export interface VectorFile {
  readonly header: Header
  readonly vectors: readonly Vector[]
}

const FOLDER = new URL('./vectors/', import.meta.url)

/** The releases that vectors are recorded of, as `1.28`. */
export const recordedReleases = (): readonly string[] =>
  existsSync(FOLDER) ? readdirSync(FOLDER).sort() : []

/** The newest one that is verified and recorded, previews left aside. */
export const newestRecorded = (): string => {
  const recorded = new Set(recordedReleases())
  const verified = VERIFIED_RELEASES.flatMap(({ kubernetes, preview }) =>
    preview ? [] : [minorText(kubernetes)],
  )
  return verified.findLast((release) => recorded.has(release)) ?? ''
}

const fileOf = (release: string, operation: string): URL =>
  new URL(`./${release}/${operation}.jsonl.gz`, FOLDER)

/** The operations that vectors of a release are recorded of. */
export const recordedOperations = (release: string): readonly string[] =>
  readdirSync(new URL(`./${release}/`, FOLDER)).map((file) => file.replace(/\.jsonl\.gz$/, ''))

const parsed = (line: string): unknown => {
  const read = parseJson(line)
  if (read._tag === 'Left') throw new Error(read.left[0].message)
  return read.right
}

/** Reads one line of a file. */
export const readVector = (line: string): Vector => parsed(line) as Vector

/** The lines of a file, the header first. */
export const readLines = (release: string, operation: string): readonly string[] =>
  gunzipSync(readFileSync(fileOf(release, operation)))
    .toString('utf8')
    .trimEnd()
    .split('\n')

/** How many vectors of one operation there are. */
export const countVectors = (release: string, operation: string): number =>
  readLines(release, operation).length - 1

/** Reads the vectors of one operation; whole numbers beyond 2^53 come as bigints. */
export const readVectors = (release: string, operation: string): VectorFile => {
  const [header, ...vectors] = readLines(release, operation).map(parsed)
  return { header: header as Header, vectors: vectors as readonly Vector[] }
}

/** The vectors of one operation, if some are recorded. */
export const findVectors = (release: string, operation: string): VectorFile | undefined =>
  existsSync(fileOf(release, operation)) ? readVectors(release, operation) : undefined

/** Writes the vectors of one operation; the same vectors make the same bytes. */
export const writeVectors = (release: string, { header, vectors }: VectorFile): number => {
  const path = fileOf(release, header.operation)
  mkdirSync(dirname(path.pathname), { recursive: true })
  const bytes = gzipSync([header, ...vectors].map((line) => `${exactJson(line)}\n`).join(''), {
    level: 9,
  })
  writeFileSync(path, bytes)
  return bytes.length
}
