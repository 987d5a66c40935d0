import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { OPERATIONS } from './cases.js'
import { question } from './protocol.js'
import { examplesOf } from './examples.js'
import { answer } from './operations.mjs'
import { newestRecorded, readVectors } from './vectors.js'

const operations = readdirSync(new URL('./examples/', import.meta.url)).map((file) =>
  file.replace(/\.json$/, ''),
)
const names = operations.flatMap((operation) => examplesOf(operation).map(({ name }) => name))

const ROW = /^(?:trap (?<trap>\d+)|(?<row>[A-Z]-\d\d))\b/
const rowOf = (name: string): string => {
  const { trap, row } = ROW.exec(name)?.groups ?? {}
  return trap ?? row ?? ''
}

/** Timers between events, and the taints of a node: no operation asks about them. */
const NOT_ASKED = [34, 35, 94]

/** Writes that fail, expectations, what another cache knows, events of pods, and what is printed. */
const ROWS_NOT_ASKED =
  'D-03 D-04 D-06 D-14 D-48 D-49 D-50 D-51 D-52 D-53 Q-07 Q-08 Q-09 P-01'.split(' ')

describe('the examples', () => {
  it('are questions of operations that exist', () => {
    expect(
      operations.filter((operation) => !OPERATIONS.some((known) => known === operation)),
    ).toEqual([])
  })

  it('stand for rows of the tables', () => {
    const document = readFileSync(new URL('../../docs/semantics.md', import.meta.url), 'utf8')
    const rows = new Set([...document.matchAll(/^\| (\S+) +\|/gm)].map(([, row]) => row))
    expect(names.filter((name) => !rows.has(rowOf(name)))).toEqual([])
  })

  it('cover every trap that can be asked about', () => {
    const covered = new Set(names.map(rowOf))
    const document = readFileSync(new URL('../../docs/semantics.md', import.meta.url), 'utf8')
    const traps = [...document.matchAll(/^\| (\d+) +\|/gm)].map(([, trap = '']) => trap)
    expect(traps.filter((trap) => !covered.has(trap)).map(Number)).toEqual(NOT_ASKED)
  })

  it('cover every row that can be asked about', () => {
    const covered = new Set(names.map(rowOf))
    const document = readFileSync(new URL('../../docs/semantics.md', import.meta.url), 'utf8')
    const rows = [...document.matchAll(/^\| ([A-Z]-\d\d) +\|/gm)].map(([, row]) => row ?? '')
    expect(rows.filter((row) => !covered.has(row))).toEqual(ROWS_NOT_ASKED)
  })

  it.each(operations)('%s: no two have the same name', (operation) => {
    const here = examplesOf(operation).map(({ name }) => name)
    expect(here.filter((name, i) => here.indexOf(name) !== i)).toEqual([])
  })

  it.each(operations)('%s: all can be answered', (operation) => {
    const refused = examplesOf(operation)
      .map((example, i) => ({ ...example, answer: answer(question(i, operation, example.in)) }))
      .filter((example) => 'bad' in example.answer)
    expect(refused).toEqual([])
  })
})

interface Pass {
  readonly creates: readonly unknown[]
  readonly deletes: readonly unknown[]
  readonly events?: readonly unknown[]
}

const countsOf = ({ creates, deletes, events = [] }: Pass): string =>
  [creates, deletes, events].map((list) => list.length).join('/')

describe('the tables', () => {
  const document = readFileSync(new URL('../../docs/semantics.md', import.meta.url), 'utf8')
  const counted = new Map(
    [...document.matchAll(/^\| ([DSX]-\d\d) +\|(.*)$/gm)].map(([, row = '', cells = '']) => [
      row,
      cells.match(/\b\d+\/\d+\/\d+\b/g) ?? [],
    ]),
  )
  const passes = readVectors(newestRecorded(), 'sync').vectors.flatMap(({ name, out }) => {
    const counts = counted.get(rowOf(name ?? '')) ?? []
    return counts.length === 0 ? [] : [{ name, counts, done: countsOf(out as Pass) }]
  })

  it.each(passes)('$name: Kubernetes does what the table says', ({ counts, done }) => {
    expect(counts).toContain(done)
  })

  it('say it of many passes', () => {
    expect(passes.length).toBeGreaterThan(50)
  })
})

describe('an example', () => {
  it('keeps integers that a JavaScript number would round', () => {
    const seconds = examplesOf('evict').find(({ name }) => name.startsWith('trap 32:'))
    expect(seconds?.in).toMatchObject({
      tolerations: [{ tolerationSeconds: 9223372036854775807n }],
    })
  })
})
