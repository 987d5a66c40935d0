import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { causesSync, type ClusterEvent } from '../../src/cluster/causesSync.js'
import { cluster, type Cluster } from '../../src/cluster/cluster.js'
import { createStore } from '../../src/cluster/createStore.js'
import { plan } from '../../src/cluster/plan.js'
import type { IgnoredObject, StoredKind } from '../../src/cluster/store/heldObjects.js'
import { equalJson } from '../../src/data/equalJson.js'
import type { InstantText } from '../../src/data/instant.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { Node } from '../../src/kube/node.js'
import { newestSemantics, type Semantics } from '../../src/kube/semantics.js'
import { semanticsFor } from '../../src/kube/semanticsFor.js'
import { orThrow } from '../../src/data/orThrow.js'
import { compileDaemonSet } from '../../src/placement/compile.js'
import { explain } from '../../src/placement/explain.js'
import type { Decision, Verdict } from '../../src/reason/verdict.js'
import type { Plan } from '../../src/sync/plan.js'
import {
  anyStoreEvents,
  keyOf,
  KINDS,
  LISTS,
  tell,
  type Stored,
  type StoreEvent,
} from '../support/storeEvents.js'

const BEGIN = '2026-01-01T00:00:00Z'

/** What there is: the objects by kind and key, and the time. */
interface Model {
  readonly held: Readonly<Record<StoredKind, ReadonlyMap<string, Stored> | undefined>>
  readonly ignored: readonly IgnoredObject[]
  readonly now: InstantText
}

const NOTHING: Model = {
  held: {
    Node: undefined,
    Pod: undefined,
    ControllerRevision: undefined,
    DaemonSet: undefined,
    Namespace: undefined,
  },
  ignored: [],
  now: BEGIN,
}

const numberOf = (version: string): bigint | undefined =>
  /^[1-9]\d*$/.test(version) ? BigInt(version) : undefined

/** One edit, unless what is there is newer. */
const edited = (
  model: Model,
  kind: StoredKind,
  key: string,
  is: Stored | undefined,
  told = is,
): Model => {
  const was = model.held[kind]?.get(key)
  const given = told?.metadata?.resourceVersion ?? ''
  const held = was?.metadata?.resourceVersion ?? ''
  const [a, b] = [numberOf(given), numberOf(held)]
  if (told !== undefined && a !== undefined && b !== undefined && a < b) {
    const ignored: IgnoredObject = { kind, object: key, why: 'OlderVersion', given, held }
    return { ...model, ignored: [...model.ignored, ignored] }
  }
  if (is === undefined && model.held[kind] === undefined) return model
  const all = new Map(model.held[kind])
  if (is === undefined) all.delete(key)
  else all.set(key, is)
  return { ...model, held: { ...model.held, [kind]: all } }
}

const known = (model: Model, kind: StoredKind): Model => ({
  ...model,
  held: { ...model.held, [kind]: model.held[kind] ?? new Map() },
})

type Edit = (model: Model) => Model

const putting =
  (kind: StoredKind, object: Stored): Edit =>
  (model) =>
    edited(model, kind, keyOf(kind, object), object)

const dropping =
  (kind: StoredKind, key: string, told?: Stored): Edit =>
  (model) =>
    edited(model, kind, key, undefined, told)

/** What an event does, step after step. */
const editsOf = (before: Model, event: StoreEvent): readonly Edit[] => {
  switch (event.code) {
    case 'Put':
      return [putting(event.kind, event.object)]
    case 'Drop': {
      const { kind, gone } = event
      return [
        typeof gone === 'string' ? dropping(kind, gone) : dropping(kind, keyOf(kind, gone), gone),
      ]
    }
    case 'Tick':
      return [(model) => ({ ...model, now: event.now })]
    case 'Load':
      return KINDS.flatMap((kind) => {
        const list: readonly Stored[] | null | undefined = event.objects[LISTS[kind]]
        if (list === null || list === undefined) return []
        const keys = new Set(list.map((object) => keyOf(kind, object)))
        const missing = [...(before.held[kind]?.keys() ?? [])].filter((key) => !keys.has(key))
        return [
          (model: Model) => known(model, kind),
          ...missing.map((key) => dropping(kind, key)),
          ...list.map((object) => putting(kind, object)),
        ]
      })
    case 'Update':
      return KINDS.flatMap((kind) => {
        const drops = event.update.drop?.[LISTS[kind]] ?? []
        const puts: readonly Stored[] = event.update.put?.[LISTS[kind]] ?? []
        return [
          ...drops.map((key) => dropping(kind, key)),
          ...puts.map((object) => putting(kind, object)),
        ]
      })
  }
}

const followed = (before: Model, event: StoreEvent): Model =>
  editsOf(before, event).reduce<Model>((model, edit) => edit(model), { ...before, ignored: [] })

const scratch = ({ held }: Model): Cluster =>
  cluster(
    Object.fromEntries(KINDS.map((kind) => [LISTS[kind], held[kind] && [...held[kind].values()]])),
  )

/** Every verdict by `daemonSet node`, computed from scratch. */
const verdictsOf = (snapshot: Cluster, semantics: Semantics): ReadonlyMap<string, Verdict> =>
  new Map(
    [...(snapshot.daemonSets ?? [])].flatMap(([key, daemonSet]) => {
      const policy = compileDaemonSet(daemonSet, semantics)
      return [...(snapshot.nodes ?? [])].map(
        ([name, node]) => [`${key} ${name}`, explain(policy, node)] as const,
      )
    }),
  )

const plansOf = (
  snapshot: Cluster,
  now: InstantText,
  semantics: Semantics,
): ReadonlyMap<string, Plan> =>
  new Map(
    [...(snapshot.daemonSets ?? [])].map(([key, daemonSet]) => [
      key,
      plan(snapshot, daemonSet, { now, semantics }),
    ]),
  )

const outcomeOf = ({ now: _now, nodes: _nodes, ...rest }: Plan) => rest

interface Told<A> {
  readonly daemonSet: string
  readonly before?: A
  readonly after?: A
}

/** What is different between two states, as a store tells it. */
const difference = <A>(
  before: ReadonlyMap<string, A>,
  after: ReadonlyMap<string, A>,
  same: (a: A, b: A) => boolean,
): readonly Told<A>[] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)]
    if (was !== undefined && is !== undefined && same(was, is)) return []
    return {
      daemonSet: key,
      ...(was !== undefined && { before: was }),
      ...(is !== undefined && { after: is }),
    }
  })

const sorted = <A extends { readonly daemonSet: string }>(all: readonly A[]): readonly A[] =>
  [...all].sort((a, b) => (a.daemonSet < b.daemonSet ? -1 : 1))

/** A change of a pair, under one key, and written out. */
const ofPair = <A>({ daemonSet, node, ...rest }: Told<A> & { readonly node: string }): Told<A> => ({
  daemonSet: `${daemonSet} ${node}`,
  ...rest,
})

const decisionsIn = (changes: readonly Told<Verdict>[]): readonly Told<Decision>[] =>
  changes.map(({ daemonSet, before, after }) => ({
    daemonSet,
    ...(before && { before: before.decision }),
    ...(after && { after: after.decision }),
  }))

const eventOf = (
  kind: StoredKind,
  was: Stored | undefined,
  is: Stored | undefined,
): ClusterEvent | undefined => {
  const name = kind === 'ControllerRevision' ? 'Revision' : kind
  if (kind === 'Namespace' || (was === undefined && is === undefined)) return undefined
  const what = was === undefined ? 'Added' : is === undefined ? 'Deleted' : 'Updated'
  const member = name.charAt(0).toLowerCase() + name.slice(1)
  return {
    code: `${name}${what}`,
    [member]: is ?? was,
    ...(what === 'Updated' && { before: was }),
  } as unknown as ClusterEvent
}

/** Tells three stores of events, and compares what they say with what is computed from scratch after each. */
const follow = (events: readonly StoreEvent[], semantics: Semantics): void => {
  const stores = {
    decisions: createStore({ watch: 'decisions', semantics }),
    reasons: createStore({ watch: 'reasons', semantics }),
    plans: createStore({ watch: 'plans', now: BEGIN, semantics }),
  }
  let model = NOTHING
  let verdicts: ReadonlyMap<string, Verdict> = new Map()
  let plans: ReadonlyMap<string, Plan> = new Map()
  for (const event of events) {
    const before = model
    model = followed(before, event)
    const expected = scratch(model)
    const verdictsNow = verdictsOf(expected, semantics)
    const plansNow = plansOf(expected, model.now, semantics)
    const [decided, explained, planned] = [stores.decisions, stores.reasons, stores.plans].map(
      (store) => tell(store, event),
    )

    expect(decided?.ignored).toEqual(model.ignored)
    expect([decided?.reasons, decided?.plans, explained?.plans]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    const decisions = difference(verdicts, verdictsNow, (a, b) => a.decision === b.decision).map(
      ({ daemonSet, ...rest }) => ({
        daemonSet,
        ...(rest.before && { before: rest.before.decision }),
        ...(rest.after && { after: rest.after.decision }),
      }),
    )
    for (const told of [decided, explained, planned]) {
      expect(sorted((told?.decisions ?? []).map(ofPair))).toEqual(sorted(decisions))
    }
    const reasons = decisionsIn(
      difference(verdicts, verdictsNow, (a, b) => equalJson(a.reasons, b.reasons)),
    )
    expect(sorted((explained?.reasons ?? []).map(ofPair))).toEqual(sorted(reasons))
    expect(sorted((planned?.reasons ?? []).map(ofPair))).toEqual(sorted(reasons))

    const otherPlans = difference(plans, plansNow, (a, b) => equalJson(outcomeOf(a), outcomeOf(b)))
    const shown = (all: readonly Told<Plan>[]) =>
      sorted(all).map(({ daemonSet, after }) => [daemonSet, after && outcomeOf(after)])
    expect(shown(planned?.plans ?? [])).toEqual(shown(otherPlans))

    if (event.code === 'Put' || event.code === 'Drop') {
      const key =
        event.code === 'Put'
          ? keyOf(event.kind, event.object)
          : typeof event.gone === 'string'
            ? event.gone
            : keyOf(event.kind, event.gone)
      const [was, is] = [before, model].map(({ held }) => held[event.kind]?.get(key))
      const happened = model.ignored.length > 0 ? undefined : eventOf(event.kind, was, is)
      const caused = happened && causesSync(happened, expected, { semantics })
      for (const told of [decided, explained, planned]) {
        expect(told?.syncs).toEqual({
          queued: caused?.queued ?? [],
          later: caused?.later ? [caused.later] : [],
          ...(caused?.unknown && { unknown: caused.unknown }),
        })
      }
    }

    for (const store of Object.values(stores)) {
      const snapshot = store.snapshot()
      expect(snapshot).toEqual(expected)
      expect([...(snapshot.pods?.keys() ?? [])]).toEqual([...(expected.pods?.keys() ?? [])])
      expect(store.snapshot()).toBe(snapshot)
      for (const [key, daemonSet] of expected.daemonSets ?? new Map<string, DaemonSet>()) {
        const told = [...(expected.nodes ?? new Map<string, Node>())].map(([name]) => [
          name,
          verdictsNow.get(`${key} ${name}`)?.decision,
        ])
        expect([...(store.decisionsOf(key) ?? [])]).toEqual(told)
        expect(store.plan(key, { now: model.now })).toEqual(
          plan(expected, daemonSet, { now: model.now, semantics }),
        )
        for (const [name] of expected.nodes ?? []) {
          expect(store.verdict(key, name)).toEqual(verdictsNow.get(`${key} ${name}`))
        }
      }
    }
    verdicts = verdictsNow
    plans = plansNow
  }
}

/** How many events stores are told of in all, on average: each run has up to thirty. */
const EVENTS = Number(process.env['STORE_EVENTS'] ?? 800)

describe('a store that is told of events in any order that informers can show', () => {
  it.each([
    ['the newest release', newestSemantics],
    ['1.21', orThrow(semanticsFor({ kubernetes: '1.21' })).semantics],
  ])(
    'says what is computed from scratch after each, and the difference (%s)',
    (_release, semantics) => {
      fc.assert(
        fc.property(anyStoreEvents(30), (events) => {
          follow(events, semantics)
        }),
        { numRuns: Math.ceil(EVENTS / 15) },
      )
    },
    86_400_000,
  )
})
