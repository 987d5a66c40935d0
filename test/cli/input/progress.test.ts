import { describe, expect, it } from 'vitest'
import {
  lookingAt,
  progressOf,
  readingText,
  type Counted,
} from '../../../src/cli/input/progress.js'
import { chunked, readWhole } from '../../support/reading.js'
import { fakeWorld } from '../../support/world.js'

const CLEAR = '\r\u001B[K'
const value = [{ kind: 'Node' }, { kind: 'Pod' }]
const piece = readWhole({
  value,
  exact: () => value,
  path: [],
  written: () => ({ tree: value, repeated: [] }),
})

/** What reading a source of 100 bytes says, a chunk of ten bytes and two objects each so many milliseconds. */
const said = async (step: number, terminal: boolean): Promise<string> => {
  let now = 0
  const { world, printed } = fakeWorld({ terminal })
  const clock = { ...world, now: () => new Date(now) }
  const source = { name: 'a.json', size: 100, open: () => chunked('x'.repeat(100), [10]) }
  const progress = progressOf(source, clock)
  now += step
  let bytes = 0
  for await (const chunk of progress.watch(source.open())) {
    bytes += chunk.length
    expect(progress.read(piece)).toBe(piece)
    now += step
  }
  expect(bytes).toBe(100)
  progress.end()
  return printed.stderr
}

describe('progressOf', () => {
  it('says nothing of what is read in a second', async () => {
    expect(await said(100 - 1, true)).toBe('')
  })

  it('says nothing where nobody looks', async () => {
    expect(await said(1000, false)).toBe('')
  })

  it('says how far it has come, not too often, and takes the line away', async () => {
    expect((await said(190, true)).split(CLEAR)).toEqual([
      '',
      'a.json: 0 MB of 0 MB (60%), 10 objects, 0 MB/s',
      'a.json: 0 MB of 0 MB (80%), 14 objects, 0 MB/s',
      'a.json: 0 MB of 0 MB (100%), 18 objects, 0 MB/s',
      '',
    ])
  })
})

describe('readingText', () => {
  it('says how much of how much, how many objects, and how fast', () => {
    const reached = { bytes: 312_400_000, objects: 48_210, passed: 1750 }
    expect(readingText({ name: 'cluster.json', size: 1_250_000_000, ...reached })).toBe(
      'cluster.json: 312 MB of 1250 MB (24%), 48210 objects, 179 MB/s',
    )
    expect(readingText({ name: '<stdin>', size: undefined, ...reached })).toBe(
      '<stdin>: 312 MB, 48210 objects, 179 MB/s',
    )
  })

  it('knows no part of an empty file', () => {
    expect(readingText({ name: '/dev/stdin', size: 0, bytes: 0, objects: 0, passed: 1000 })).toBe(
      '/dev/stdin: 0 MB, 0 objects, 0 MB/s',
    )
  })
})

describe('lookingAt', () => {
  const shownBy = (
    { terminal, seconds }: { readonly terminal: boolean; readonly seconds: number },
    objects: Counted,
  ): string => {
    const { world, printed } = fakeWorld({ terminal })
    let passed = 0
    const looking = lookingAt({ ...world, now: () => new Date(passed) })
    passed = 1000 * seconds
    looking.begin(objects)
    const shown = printed.stderr
    looking.end()
    expect(printed.stderr.endsWith('\r\u001B[K') || printed.stderr === '').toBe(true)
    return shown
  }

  it('says what is looked at where reading has taken long, or much is to be looked at', () => {
    const line = '\r\u001B[Klooking at 60 DaemonSets on 500 nodes'
    const some = { nodes: 500, daemonSets: 60 }
    expect(shownBy({ terminal: true, seconds: 1 }, some)).toBe(line)
    expect(shownBy({ terminal: true, seconds: 0.5 }, some)).toBe('')
    expect(shownBy({ terminal: true, seconds: 0 }, { nodes: 5000, daemonSets: 60 })).not.toBe('')
  })

  it('says nothing where standard error is no terminal', () => {
    expect(shownBy({ terminal: false, seconds: 9 }, { nodes: 5000, daemonSets: 60 })).toBe('')
  })
})
