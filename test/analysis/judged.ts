import * as fc from 'fast-check'
import {
  covers,
  disjoint,
  equivalent,
  implies,
  partition,
  type Proof,
} from '../../src/analysis/proofs.js'
import { satisfiable } from '../../src/analysis/satisfiable.js'
import type { Node } from '../../src/kube/node.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { decide } from '../../src/placement/decide.js'
import type { Policy } from '../../src/placement/policy.js'
import { aPolicy } from '../support/policy.js'
import { frozen } from '../support/frozen.js'
import { enumerableSpec, look, waysToRun, type Seen } from './enumerated.js'

/** A policy, and what it was read from. */
export interface Drawn {
  readonly spec: PodSpec
  /** Whether it is of a DaemonSet, or else of a plain pod. */
  readonly daemon: boolean
  /** Whether tolerations compare numbers. */
  readonly comparison: boolean
  readonly policy: Policy
}

export const drawn = (spec: PodSpec, daemon = true, comparison = true): Drawn => {
  const semantics = { ...newestSemantics, tolerationComparison: comparison }
  const policy = daemon
    ? aPolicy({ kind: 'DaemonSet', spec: { template: { spec } } }, semantics)
    : aPolicy({ kind: 'Pod', spec }, semantics)
  return { spec, daemon, comparison, policy }
}

/** A policy of some specs, mostly of a DaemonSet. */
export const anyDrawnOf = (specs: fc.Arbitrary<PodSpec>): fc.Arbitrary<Drawn> =>
  fc
    .record({
      spec: specs,
      daemon: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
      comparison: fc.boolean(),
    })
    .map(({ spec, daemon, comparison }) => drawn(frozen(spec), daemon, comparison))

/** A policy of which every node that matters can be looked at. */
export const anyDrawn: fc.Arbitrary<Drawn> = anyDrawnOf(enumerableSpec)

/** A node that an answer shows, and whether pods run there, as it says. */
export interface Shown {
  readonly drawn: Drawn
  readonly node: Node
  readonly runs: boolean
}

/** What answers come to: what is wrong with them, and what they show. */
export interface Judged {
  readonly wrong: readonly string[]
  readonly answers: number
  readonly unknown: number
  readonly shown: readonly Shown[]
}

interface Answered {
  readonly question: string
  readonly code: Proof['code']
  /** By looking at every node; undefined where that was not done. */
  readonly seen: Proof['code'] | undefined
  readonly shown: readonly Shown[]
  /** Whether the nodes shown refute it. */
  readonly refutes: boolean
}

const judged = (answers: readonly Answered[]): Judged => ({
  wrong: answers.flatMap(({ question, code, seen, shown, refutes }) => [
    ...(seen !== undefined && code !== 'Unknown' && code !== seen
      ? [`${question}: ${code}, and by looking at every node ${seen}`]
      : []),
    ...(refutes ? [] : [`${question}: the node shown does not refute it`]),
    ...shown.flatMap(({ drawn: { policy }, node, runs }) =>
      (decide(policy, node) === 'run') === runs ? [] : [`${question}: decide says otherwise`],
    ),
  ]),
  answers: answers.length,
  unknown: answers.filter(({ code }) => code === 'Unknown').length,
  shown: answers.flatMap(({ shown }) => shown),
})

/** Which policies run on a node that refutes a proof, as text: `10` is the first of two only. */
type Way = string

const answered = (
  question: string,
  proof: Proof,
  asked: readonly Drawn[],
  ways: ReadonlySet<Way> | undefined,
  refutes: (way: Way) => boolean,
): Answered => {
  const seen =
    ways === undefined ? undefined : [...ways].some(refutes) ? 'Refuted' : ('Proved' as const)
  if (proof.code !== 'Refuted') {
    return { question, code: proof.code, seen, shown: [], refutes: true }
  }
  const { node, runs } = proof
  const shown = asked.map((one, i) => ({ drawn: one, node, runs: runs[i] === true }))
  const way = shown.map((one) => (one.runs ? '1' : '0')).join('')
  return { question, code: 'Refuted', seen, shown, refutes: refutes(way) }
}

const waysOf = (seen: readonly (Seen | undefined)[]): ReadonlySet<Way> | undefined => {
  const known = seen.flatMap((each) => each ?? [])
  return known.length === seen.length ? waysToRun(known) : undefined
}

/** A policy, and where it runs if every node was looked at. */
export interface Looked {
  readonly drawn: Drawn
  readonly seen?: Seen
}

export const lookedAt = (one: Drawn): Looked => ({ drawn: one, seen: look(one.policy) })

/** What is said of one policy. */
export const judgeOne = ({ drawn: one, seen }: Looked): Judged => {
  const answer = satisfiable(one.policy)
  const isThere = answer.code === 'Satisfiable'
  return judged([
    {
      question: 'satisfiable',
      code: isThere ? 'Proved' : 'Refuted',
      seen:
        seen === undefined
          ? undefined
          : waysToRun([seen]).has('1')
            ? 'Proved'
            : ('Refuted' as const),
      shown: isThere ? [{ drawn: one, node: answer.node, runs: true }] : [],
      refutes: isThere || answer.contradictions.length > 0,
    },
  ])
}

/** What is said of two policies. */
export const judgePair = (one: Looked, other: Looked): Judged => {
  const ways = waysOf([one.seen, other.seen])
  const asked = [one.drawn, other.drawn]
  const [a, b] = [one.drawn.policy, other.drawn.policy]
  return judged([
    answered('implies', implies(a, b), asked, ways, (way) => way === '10'),
    answered('equivalent', equivalent(a, b), asked, ways, (way) => way[0] !== way[1]),
    answered('disjoint', disjoint(a, b), asked, ways, (way) => way === '11'),
  ])
}

const ones = (way: Way): number => way.replaceAll('0', '').length

/** What is said of several policies, on all nodes and on those of one more. */
export const judgeSet = (some: readonly Looked[], inside: Looked): Judged => {
  const all = waysOf([...some, inside].map(({ seen }) => seen))
  const anywhere = all && new Set([...all].map((way) => way.slice(0, -1)))
  const within =
    all && new Set([...all].filter((way) => way.endsWith('1')).map((way) => way.slice(0, -1)))
  const asked = some.map((each) => each.drawn)
  const policies = asked.map(({ policy }) => policy)
  const options = { within: inside.drawn.policy }
  return judged([
    answered('covers', covers(policies), asked, anywhere, (way) => ones(way) === 0),
    answered('covers within', covers(policies, options), asked, within, (way) => ones(way) === 0),
    answered('partition', partition(policies), asked, anywhere, (way) => ones(way) !== 1),
    answered(
      'partition within',
      partition(policies, options),
      asked,
      within,
      (way) => ones(way) !== 1,
    ),
  ])
}
