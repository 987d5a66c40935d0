import { counted } from '../../report/text/table.js'
import type { World } from '../world.js'
import type { Source } from './source.js'
import type { ReadPiece } from './pieceReader.js'

/** Shows on a terminal how far a long input has been read. */
export interface Progress {
  /** Counts the bytes that pass. */
  readonly watch: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>
  /** Counts the objects that have been read. */
  readonly read: (piece: ReadPiece) => ReadPiece
  /** Takes the line away. */
  readonly end: () => void
}

/** Inputs that are read faster than that show nothing. */
const QUIET = 1000
const BETWEEN = 200

const CLEAR = '\r\u001B[K'

/** What a source says while it is read; nothing unless standard error is a terminal. */
export const progressOf = ({ name, size }: Source, world: World): Progress => {
  const start = world.now().getTime()
  let bytes = 0
  let objects = 0
  let shown = 0

  const show = (): void => {
    const passed = world.now().getTime() - start
    if (!world.stderrIsTerminal || passed < QUIET || passed - shown < BETWEEN) return
    shown = passed
    world.stderr(`${CLEAR}${readingText({ name, size, bytes, objects, passed })}`)
  }

  return {
    watch: async function* (chunks) {
      for await (const chunk of chunks) {
        bytes += chunk.length
        show()
        yield chunk
      }
    },
    read: (piece) => {
      objects += piece.items.length + piece.pods.length
      return piece
    },
    end: () => {
      if (shown > 0) world.stderr(CLEAR)
    },
  }
}

/** How far the reading of a source has come, some milliseconds after it began. */
export interface Reached {
  readonly name: string
  readonly size: number | undefined
  readonly bytes: number
  readonly objects: number
  readonly passed: number
}

/** `cluster.json: 312 MB of 1250 MB (24%), 48210 objects, 178 MB/s` */
export const readingText = ({ name, size, bytes, objects, passed }: Reached): string => {
  const of =
    size === undefined || size === 0
      ? ''
      : ` of ${megabytes(size)} (${Math.floor((100 * bytes) / size)}%)`
  return `${name}: ${megabytes(bytes)}${of}, ${objects} objects, ${megabytes((bytes * 1000) / passed)}/s`
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`

/** Shows on a terminal that what was read is being looked at. */
export interface Looking {
  readonly begin: (objects: Counted) => void
  /** Takes the line away. */
  readonly end: () => void
}

/** How much there is to look at. */
export type Counted = Readonly<Record<'nodes' | 'daemonSets', number>>

/** So many pairs of a DaemonSet and a node take long, however quickly they were read. */
const MANY_PAIRS = 100_000

/** Says that a long input is being looked at; nothing unless standard error is a terminal. */
export const lookingAt = (world: World): Looking => {
  const start = world.now().getTime()
  let shown = false
  return {
    begin: ({ nodes, daemonSets }) => {
      const quick = world.now().getTime() - start < QUIET && nodes * daemonSets < MANY_PAIRS
      if (!world.stderrIsTerminal || quick) return
      shown = true
      const what = [counted(daemonSets, 'DaemonSet'), counted(nodes, 'node')]
      world.stderr(`${CLEAR}looking at ${what.join(' on ')}`)
    },
    end: () => {
      if (shown) world.stderr(CLEAR)
    },
  }
}
