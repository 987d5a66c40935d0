/** The types of fp-ts and io-ts that podfit's declarations carry are those of the packages. */
import * as E from 'fp-ts/lib/Either.js'
import type { Eq } from 'fp-ts/lib/Eq.js'
import { concatAll, type Monoid } from 'fp-ts/lib/Monoid.js'
import { contramap, type Ord } from 'fp-ts/lib/Ord.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import {
  daemonSetPolicy,
  decodeNode,
  type DaemonSet,
  type Decision,
  type Either,
  type InputIssue,
  type Node,
  type NodeClass,
  type Policy,
  type Taint,
  type Toleration,
} from 'podfit'
import { NodeCodec, PodCodec } from 'podfit/codecs'
import * as fp from 'podfit/fp'

export const name: string = pipe(
  decodeNode({}),
  E.map((node) => node.metadata?.name ?? ''),
  E.getOrElse(() => ''),
)

export const theirs: E.Either<readonly InputIssue[], Node> = decodeNode({})
export const ours: Either<readonly InputIssue[], Node> = E.right({})

export const ord: Ord<Decision> = fp.ordDecision
export const eq: Eq<Decision> = fp.ordDecision
export const byDecision: Ord<{ readonly decision: Decision }> = pipe(
  fp.ordDecision,
  contramap(({ decision }) => decision),
)

export const taints: readonly [Ord<Taint>, Eq<Taint>] = [fp.ordTaint, fp.eqTaint]
export const tolerations: readonly [Ord<Toleration>, Eq<Toleration>] = [
  fp.ordToleration,
  fp.eqToleration,
]
export const strictest: Monoid<Decision> = fp.monoidStrictest

/** Data-last functions in a pipe, without a type written out. */
export const overall = (node: Node, policies: readonly Policy[]): Decision =>
  pipe(
    policies,
    RA.map((policy) => pipe(node, fp.decide(policy))),
    concatAll(fp.monoidMostPermissive),
  )
export const tolerated = (given: readonly Taint[], toleration: Toleration): readonly Taint[] =>
  pipe(given, RA.filter(fp.toleratedBy(toleration)), RA.uniq(fp.eqTaint), RA.sort(fp.ordTaint))
export const left = (given: readonly Taint[]): readonly Taint[] =>
  pipe(given, fp.untoleratedTaints([{ operator: 'Exists' }], { effects: ['NoExecute'] }))
export const classes = <N extends Node>(
  daemonSets: readonly DaemonSet[],
  nodes: readonly N[],
): Either<readonly InputIssue[], readonly NodeClass<N>[]> =>
  pipe(
    daemonSets,
    E.traverseArray((each) => daemonSetPolicy(each)),
    E.map((policies) => pipe(nodes, fp.classify(policies))),
  )

export const lists = t.type({ nodes: t.array(NodeCodec), pods: t.array(PodCodec) })
export const read: E.Either<t.Errors, Node> = NodeCodec.decode({})
export type Nodes = t.TypeOf<typeof NodeCodec>
export const node: Nodes = { metadata: { name: 'n1' } }
