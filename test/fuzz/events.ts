import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { frozen } from '../support/frozen.js'
import { toJson } from './corpus.js'
import { readDoors } from './functions.js'
import type { Fuzz } from './fuzz.js'
import { load, specials } from './pure.js'
import { withoutOrder } from './shuffle.js'
import { arbitraryOf, type Types } from './typed.js'

/** What an informer may tell: an object as it now is (new, changed, or once more as it was), or that it is gone. */
export interface Told {
  readonly kind: Kind
  readonly name: string
  /** Absent where the object is gone. */
  readonly object?: object
}

const KINDS = ['nodes', 'pods', 'revisions', 'daemonSets', 'namespaces'] as const

type Kind = (typeof KINDS)[number]

const TYPES: Readonly<Record<Kind, string>> = {
  nodes: 'Node',
  pods: 'Pod',
  revisions: 'ControllerRevision',
  daemonSets: 'DaemonSet',
  namespaces: 'Namespace',
}

const NAMES = ['n1', 'n2', 'agent', '__proto__']
const NAMESPACES = ['default', 'kube-system']

const keyOf = (kind: Kind, namespace: string, name: string): string =>
  kind === 'nodes' || kind === 'namespaces' ? name : `${namespace}/${name}`

/**
 * Events in any order that informers can show: one kind before or after another, relists that tell everything again,
 * changes of which the ones in between were missed, objects that are gone without having been seen, and that come again
 * under their name as somebody else.
 */
export const anyEvents = async (hostile: boolean): Promise<fc.Arbitrary<readonly Told[]>> => {
  const { types: bare } = readDoors()
  const types: Types = { ...bare, special: await specials() }
  const ofKind = (kind: Kind): fc.Arbitrary<Told> => {
    const type = types.named(TYPES[kind])
    const objects = type && arbitraryOf(types, type, { hostile })
    if (objects === undefined) throw new Error(`no values of ${TYPES[kind]}`)
    return fc
      .tuple(fc.constantFrom(...NAMESPACES), fc.constantFrom(...NAMES), fc.option(objects))
      .map(([namespace, name, object]) => {
        const at = { kind, name: keyOf(kind, namespace, name) }
        if (object === null) return at
        const { metadata } = object as { readonly metadata?: object | null }
        const named = { ...metadata, namespace, name, resourceVersion: null }
        return { ...at, object: frozen({ ...object, metadata: named }) }
      })
  }
  const event = fc.oneof(...KINDS.map(ofKind))
  return fc
    .tuple(
      fc.array(event, { maxLength: 25 }),
      fc.array(fc.tuple(fc.nat(24), fc.nat(24)), { maxLength: 3 }),
    )
    .map(([events, relists]) =>
      relists.reduce((all: readonly Told[], [from, length]) => {
        const again = all.slice(from, from + length)
        return [...all.slice(0, from + length), ...again, ...all.slice(from + length)]
      }, events),
    )
}

/** What is there in the end. */
const remaining = (
  events: readonly Told[],
): Readonly<Record<Kind, ReadonlyMap<string, object>>> => {
  const there = Object.fromEntries(KINDS.map((kind) => [kind, new Map()])) as Record<
    Kind,
    Map<string, object>
  >
  for (const { kind, name, object } of events) {
    if (object === undefined) there[kind].delete(name)
    else there[kind].set(name, object)
  }
  return there
}

interface Store {
  readonly put: (kind: string, object: object) => Answer
  readonly drop: (kind: string, key: string) => Answer
  readonly snapshot: () => object
  readonly plan: (daemonSet: string, options: object) => unknown
  readonly verdict: (daemonSet: string, node: string) => { readonly decision: unknown } | undefined
}

interface Answer {
  readonly decisions: readonly Change[]
  readonly syncs: object
  readonly ignored: readonly unknown[]
}

interface Change {
  readonly daemonSet: string
  readonly node: string
  readonly before?: unknown
  readonly after?: unknown
}

type Pairs = ReadonlyMap<string, unknown>

/** Follows events into a store and a snapshot, and compares with what is computed from scratch; throws where they differ. */
export const followEvents = async (): Promise<(events: readonly Told[]) => void> => {
  const root = await load('index')
  const cluster = root['cluster'] as (objects: object) => object
  const updateCluster = root['updateCluster'] as (snapshot: object, update: object) => object
  const plan = root['plan'] as (snapshot: object, daemonSet: object, options: object) => unknown
  const decide = root['decide'] as (policy: unknown, node: object) => unknown
  const createStore = root['createStore'] as (options: object) => Store
  const policyOf = root['daemonSetPolicy'] as (daemonSet: object) => { readonly right?: unknown }

  const decisions = (there: ReturnType<typeof remaining>): Pairs =>
    new Map(
      [...there.daemonSets].flatMap(([policyName, daemonSet]) => {
        const { right: policy } = policyOf({ ...daemonSet, kind: 'DaemonSet' })
        if (policy === undefined) return []
        return [...there.nodes].map(
          ([name, node]) => [JSON.stringify([policyName, name]), decide(policy, node)] as const,
        )
      }),
    )

  const tell = (store: Store, { kind, name, object }: Told): Answer =>
    object === undefined ? store.drop(TYPES[kind], name) : store.put(TYPES[kind], object)

  return (events) => {
    const store = createStore({ watch: 'decisions' })
    let snapshot = cluster({})
    let before: Pairs = new Map()
    for (const [i, event] of events.entries()) {
      const { decisions: changes, ignored } = tell(store, event)
      if (ignored.length > 0) throw new Error(`event ${i}: ignored, without a version`)
      const after = decisions(remaining(events.slice(0, i + 1)))
      const told = new Map(
        changes.map((each) => [JSON.stringify([each.daemonSet, each.node]), each]),
      )
      if (told.size !== changes.length) throw new Error(`event ${i}: a pair is told twice`)
      for (const key of new Set([...before.keys(), ...after.keys(), ...told.keys()])) {
        const [daemonSet, node] = JSON.parse(key) as [string, string]
        const change = told.get(key)
        const decision = store.verdict(daemonSet, node)?.decision
        if (decision !== after.get(key)) {
          throw new Error(`event ${i}: the store decides ${String(decision)}`)
        }
        if ((before.get(key) !== after.get(key)) !== (change !== undefined)) {
          throw new Error(`event ${i}: what changes is not what is told`)
        }
        if (change && (change.before !== before.get(key) || change.after !== after.get(key))) {
          throw new Error(`event ${i}: told as another change`)
        }
      }
      before = after
      const { kind, name, object } = event
      snapshot = updateCluster(
        snapshot,
        object === undefined ? { drop: { [kind]: [name] } } : { put: { [kind]: [object] } },
      )
    }
    const there = remaining(events)
    const kinds = KINDS.filter((kind) => events.some((each) => each.kind === kind && each.object))
    const scratch = cluster(
      Object.fromEntries(kinds.map((kind) => [kind, [...there[kind].values()]])),
    )
    for (const each of [snapshot, store.snapshot()]) {
      if (withoutOrder(each) !== withoutOrder(scratch)) throw new Error('another snapshot')
    }
    for (const [name, daemonSet] of there.daemonSets) {
      const options = { now: '2026-01-02T12:00:00Z' }
      const asked = plan(scratch, daemonSet, options)
      for (const followed of [plan(snapshot, daemonSet, options), store.plan(name, options)]) {
        if (!isDeepStrictEqual(followed, asked) && withoutOrder(followed) !== withoutOrder(asked)) {
          throw new Error('another plan')
        }
      }
    }
  }
}

/** Tells a store of events, and compares them with what is computed from scratch. */
export const fuzzEvents: Fuzz = async ({ cases, seed, begin, found }) => {
  let calls = 0
  const follow = await followEvents()
  for (const hostile of [false, true]) {
    begin('events')
    let told = performance.now()
    const result = fc.check(
      fc.property(await anyEvents(hostile), (events) => {
        calls++
        if (performance.now() - told > 1000) {
          begin('events')
          told = performance.now()
        }
        follow(events)
      }),
      { numRuns: Math.ceil(cases / 2), seed },
    )
    if (!result.failed) continue
    const input = JSON.stringify(toJson(result.counterexample?.[0] ?? []))
    found({ target: 'events', problem: String(result.errorInstance), input, seed })
  }
  return { calls, skipped: [] }
}
