import { describe, expect, it } from 'vitest'
import { disagreement } from './agree.js'
import { OPERATIONS } from './cases.js'
import { question, readAnswer } from './protocol.js'
import { exactJson } from './exactJson.mjs'
import { answer } from './operations.mjs'
import { newestRecorded, readVectors } from './vectors.js'

type Json = unknown
type Path = readonly (string | number)[]

const isObject = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The first items of a list stand for all, and so do those of a long map. */
const FEW = 3
const MANY_MEMBERS = 20

/** Each leaf of an answer, with the answer in which only this leaf is wrong. */
const wrongOnes = (value: Json, at: Path = []): readonly (readonly [Path, Json])[] => {
  if (Array.isArray(value)) {
    return value
      .slice(0, FEW)
      .flatMap((item: Json, i) =>
        wrongOnes(item, [...at, i]).map(
          ([path, wrong]) =>
            [path, value.map((other: Json, j) => (j === i ? wrong : other))] as const,
        ),
      )
  }
  if (isObject(value)) {
    return Object.entries(value)
      .slice(0, MANY_MEMBERS)
      .flatMap(([key, member]) =>
        wrongOnes(member, [...at, key]).map(
          ([path, wrong]) => [path, { ...value, [key]: wrong }] as const,
        ),
      )
  }
  return value === null ? [] : [[at, altered(value)]]
}

const altered = (leaf: Json): Json => {
  if (typeof leaf === 'boolean') return !leaf
  if (typeof leaf === 'string') return `${leaf}!`
  return typeof leaf === 'bigint' ? leaf + 1n : Number(leaf) + 1
}

/** Without the numbers of lists, and of labels and of affinities by node without their keys. */
const placeOf = (path: Path): string => {
  const end = path.findIndex((step) => step === 'labels' || step === 'affinity')
  const steps = end < 0 ? path : path.slice(0, end + 1)
  return steps.filter((step) => typeof step === 'string').join('.')
}

/** What of podfit's answers is not compared, on purpose: docs/conformance.md says why. */
const NOT_COMPARED: Readonly<Record<string, RegExp>> = {
  default:
    /^(?!metadata\.labels|spec\.(?:selector|updateStrategy|revisionHistoryLimit|template\.metadata\.labels|template\.spec\.(?:tolerations|affinity|nodeSelector|restartPolicy)))/,
}

const MANY = 300

describe('disagreement', () => {
  it.each(OPERATIONS)(
    '%s: notices whatever is wrong in an answer',
    (operation) => {
      const seen = new Map<string, boolean>()
      for (const { in: input, out } of readVectors(newestRecorded(), operation).vectors.slice(
        0,
        MANY,
      )) {
        if (out === undefined) continue // nobody can read the question: the next test
        const ours = readAnswer(exactJson(answer(question(0, operation, input))))
        for (const [path, wrong] of wrongOnes(ours.out)) {
          const place = placeOf(path)
          const caught = disagreement(operation, input, { out: wrong }, { out }) !== undefined
          seen.set(place, caught || (seen.get(place) ?? false))
        }
      }
      const missed = [...seen].filter(([, caught]) => !caught).map(([place]) => place)
      const expected = NOT_COMPARED[operation]
      expect(missed.filter((place) => expected?.test(place) !== true)).toEqual([])
      expect(seen.size).toBeGreaterThan(0)
    },
    60_000,
  )

  it.each(OPERATIONS)('%s: notices that only one side can read a question', (operation) => {
    const [{ in: input, out } = { in: {} }] = readVectors(newestRecorded(), operation).vectors
    expect(disagreement(operation, input, { bad: 'no' }, { out })).toContain('cannot decode')
    expect(disagreement(operation, input, { out }, { bad: 'no' })).toContain('cannot decode')
    expect(disagreement(operation, input, { bad: 'no' }, { bad: 'nein' })).toBeUndefined()
    expect(disagreement(operation, input, { out }, { bad: 'panic: x' })).toBe('panic: x')
  })
})

describe('agreement has no hole where', () => {
  const pass = {
    error: [''],
    creates: { must: [], choices: [] },
    deletes: { must: [], choices: [{ count: 1, from: ['p1', 'p2'] }] },
    adopted: [],
    released: [],
    relabelled: [],
    status: null,
    revision: {
      current: 'r',
      number: 1,
      renumbered: {},
      deleted: [],
      adopted: [],
      released: [],
      labelled: [],
    },
    events: [
      ['Warning FailedDaemonPod Found failed daemon pod a/p1 on node n, will try to kill it'],
    ],
    template: { tolerations: [], labels: {}, affinity: {} },
  }
  const seen = {
    error: '',
    creates: [],
    deletes: ['p1'],
    status: null,
    current: { name: 'r', revision: 1 },
    events: pass.events[0],
  }
  const why = (ours: object, theirs: object = seen) =>
    disagreement('sync', {}, { out: { ...pass, ...ours } }, { out: theirs })
  const about = (...pods: readonly string[]) =>
    pods.map(
      (pod) =>
        `Warning FailedDaemonPod Found failed daemon pod a/${pod} on node n, will try to kill it`,
    )

  it('a choice is open and an event names a pod', () => {
    expect(why({})).toBeUndefined()
    expect(why({ events: [about('p1', 'p2')] })).toBeUndefined()
    expect(why({ events: [about('p2')] })).toBe('events')
    expect(why({ events: [about('p1', 'p3')] })).toBe('events')
    expect(why({ events: [about('p1'), about('p1')] })).toBe('events')
  })

  it('an error names a node', () => {
    const missing = (node: string) =>
      `couldn't get node for nodeName "${node}": node "${node}" not found`
    const theirs = { ...seen, error: missing('n1') }
    expect(why({ error: [missing('n1')] }, theirs)).toBeUndefined()
    expect(why({ error: [missing('n2'), missing('n1')] }, theirs)).toBeUndefined()
    expect(why({ error: [missing('n2')] }, theirs)).toBe('error')
  })

  it('Kubernetes panics', () => {
    const bad = 'panic: nil'
    expect(disagreement('sync', { daemonSet: { spec: {} } }, { out: pass }, { bad })).toBe(bad)
  })

  it('podfit gives no number of the revision', () => {
    const none = { ...pass.revision, current: null, number: null }
    const theirs = { ...seen, error: 'x', current: undefined, adoptedHistory: ['r2'] }
    expect(why({ revision: none, error: ['x'] }, theirs)).toBe('revision')
    const told = { ...none, adopted: ['r2'] }
    expect(why({ revision: told, error: ['x'] }, theirs)).toBeUndefined()
    expect(why({ revision: none })).toBe('revision')
  })

  it('an object behind a pointer is empty', () => {
    const of = (updateStrategy: object) => ({ out: { spec: { updateStrategy } } })
    const empty = of({ type: 'OnDelete', rollingUpdate: {} })
    expect(disagreement('default', {}, of({ type: 'OnDelete' }), empty)).toBeDefined()
    expect(disagreement('default', {}, empty, empty)).toBeUndefined()
  })

  it('what is recorded of a template differs by what is empty', () => {
    const data = (prefix: object) => ({ out: { spec: { template: prefix } } })
    expect(disagreement('revisionData', {}, data({ a: '' }), data({}))).toBeDefined()
  })
})
