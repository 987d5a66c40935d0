import * as fc from 'fast-check'
import { anyPodSpec } from 'podfit/arbitraries'
import type { PodSpec } from '../../src/kube/pod.js'
import { question, readAnswer, type Ask } from '../conformance/protocol.js'
import { CHART_SHAPES } from '../support/chartShapes.js'
import {
  anyDrawn,
  anyDrawnOf,
  drawn,
  judgeOne,
  judgePair,
  judgeSet,
  lookedAt,
  type Drawn,
  type Judged,
  type Looked,
  type Shown,
} from './judged.js'

/** What has been asked of some policies so far, and what came of it. */
export interface Tally {
  readonly name: string
  readonly policies: number
  readonly pairs: number
  readonly sets: number
  readonly answers: number
  readonly unknown: number
  /** How many times a node that an answer shows was put to `decide`, and to Kubernetes. */
  readonly shown: number
  readonly asked: number
  /** What is wrong, with the specs that it is about. */
  readonly wrong: readonly string[]
  readonly done: boolean
}

interface Analysed {
  readonly policies: number
  readonly seed: number
  /** Asks Kubernetes; without it nodes are put to `decide` only. */
  readonly ask?: Ask | undefined
  /** It is asked in every so manieth batch. */
  readonly every?: number | undefined
  /** Which policies are drawn; all of them unless given. */
  readonly worlds?: readonly World[] | undefined
}

/** Worlds that policies are drawn from. */
export const WORLDS = ['small', 'large', 'shapes'] as const

export type World = (typeof WORLDS)[number]

const AT_ONCE = 500
const IN_A_SET = 3

/**
 * Asks about random policies of a small world, each with the one before it and the three before it, and compares with what looking at every
 * node says; about random policies of a large world, and about manifests of real shapes with each other, and looks at the nodes
 * shown.
 */
export async function* analysed({
  policies,
  seed,
  ask,
  every = 1,
  worlds = WORLDS,
}: Analysed): AsyncGenerator<Tally> {
  if (worlds.includes('small')) {
    yield* inARow('small world', drawnBySeed(anyDrawn, policies, seed), lookedAt, ask, every)
  }
  if (worlds.includes('large')) {
    const large = drawnBySeed(anyDrawnOf(anyPodSpec), policies, seed)
    yield* inARow('large world', large, (one) => ({ drawn: one }), ask, every)
  }
  if (worlds.includes('shapes')) yield* ofRealShapes(ask)
}

function* drawnBySeed(
  arbitrary: fc.Arbitrary<Drawn>,
  count: number,
  seed: number,
): Generator<readonly Drawn[]> {
  for (let from = 0; from < count; from += AT_ONCE) {
    yield fc.sample(arbitrary, { seed: seed + from, numRuns: Math.min(AT_ONCE, count - from) })
  }
}

async function* inARow(
  name: string,
  batches: Iterable<readonly Drawn[]>,
  look: (one: Drawn) => Looked,
  ask: Ask | undefined,
  every: number,
): AsyncGenerator<Tally> {
  let tally: Tally = { ...EMPTY, name }
  let before: readonly Looked[] = []
  let count = 0
  for (const batch of batches) {
    const isAsked = count++ % every === 0
    const found: Found[] = []
    for (const one of batch.map(look)) {
      found.push({ about: [one], judged: judgeOne(one) })
      const [last] = before
      if (last !== undefined) found.push({ about: [last, one], judged: judgePair(last, one) })
      if (before.length === IN_A_SET) {
        found.push({ about: [...before, one], judged: judgeSet(before, one) })
      }
      before = [one, ...before].slice(0, IN_A_SET)
    }
    tally = await counted(tally, found, isAsked ? ask : undefined)
    yield tally
  }
  yield { ...tally, done: true }
}

async function* ofRealShapes(ask: Ask | undefined): AsyncGenerator<Tally> {
  const all = CHART_SHAPES.map(({ spec }): Looked => ({
    drawn: drawn((spec.template['spec'] ?? {}) as PodSpec),
  }))
  let tally: Tally = { ...EMPTY, name: 'real shapes' }
  for (const [i, one] of all.entries()) {
    const found: Found[] = [
      { about: [one], judged: judgeOne(one) },
      ...all.map((other) => ({ about: [one, other], judged: judgePair(one, other) })),
      { about: all, judged: judgeSet(all.slice(i, i + IN_A_SET), one) },
    ]
    tally = await counted(tally, found, ask)
    yield tally
  }
  yield { ...tally, done: true }
}

const EMPTY: Omit<Tally, 'name'> = {
  policies: 0,
  pairs: 0,
  sets: 0,
  answers: 0,
  unknown: 0,
  shown: 0,
  asked: 0,
  wrong: [],
  done: false,
}

interface Found {
  readonly about: readonly Looked[]
  readonly judged: Judged
}

const MOST_TOLD = 20

const counted = async (
  tally: Tally,
  found: readonly Found[],
  ask: Ask | undefined,
): Promise<Tally> => {
  const sum = (count: (judged: Judged) => number): number =>
    found.reduce((total, { judged }) => total + count(judged), 0)
  const of = (about: (count: number) => boolean): number =>
    found.filter((each) => about(each.about.length)).length
  const shown = found.flatMap(({ judged }) => judged.shown)
  const asked = ask === undefined ? [] : shown.filter(({ drawn: { daemon } }) => daemon)
  const wrong = [
    ...found.flatMap(({ about, judged }) =>
      judged.wrong.map(
        (text) => `${text}: ${about.map(({ drawn: one }) => inShort(one)).join(' and ')}`,
      ),
    ),
    ...(ask === undefined ? [] : await refused(asked, ask)),
  ]
  return {
    ...tally,
    policies: tally.policies + of((count) => count === 1),
    pairs: tally.pairs + of((count) => count === 2),
    sets: tally.sets + of((count) => count > 2),
    answers: tally.answers + sum(({ answers }) => answers),
    unknown: tally.unknown + sum(({ unknown }) => unknown),
    shown: tally.shown + shown.length,
    asked: tally.asked + asked.length,
    wrong: [...tally.wrong, ...wrong].slice(0, MOST_TOLD),
  }
}

const inShort = ({ spec, daemon, comparison }: Drawn): string =>
  JSON.stringify({ spec, daemon, comparison })

/** The nodes shown of which Kubernetes says otherwise. */
const refused = async (shown: readonly Shown[], ask: Ask): Promise<readonly string[]> => {
  const answers = await ask(
    shown.map(({ drawn: { spec, comparison }, node }, id) =>
      question(id, 'eligible', { daemonSet: daemonSetOf(spec), node, comparison }),
    ),
  )
  return shown.flatMap(({ drawn: one, node, runs }, id) => {
    const answer = readAnswer(answers[id])
    const { shouldRun } = (answer.out ?? {}) as { readonly shouldRun?: unknown }
    return shouldRun === runs
      ? []
      : [`Kubernetes says ${JSON.stringify(answer)} of ${inShort(one)} on ${JSON.stringify(node)}`]
  })
}

const daemonSetOf = (spec: PodSpec): object => ({
  metadata: { namespace: 'default', name: 'ds', uid: 'uid-1' },
  spec: { template: { spec } },
})
