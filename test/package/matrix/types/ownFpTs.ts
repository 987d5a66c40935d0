/** The types of fp-ts and io-ts that podfit's declarations carry are those of the packages. */
import * as E from 'fp-ts/lib/Either.js'
import type { Eq } from 'fp-ts/lib/Eq.js'
import { contramap, type Ord } from 'fp-ts/lib/Ord.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { decodeNode, type Decision, type Either, type InputIssue, type Node } from 'podfit'
import { NodeCodec, PodCodec } from 'podfit/codecs'
import { ordDecision } from 'podfit/fp'

export const name: string = pipe(
  decodeNode({}),
  E.map((node) => node.metadata?.name ?? ''),
  E.getOrElse(() => ''),
)

export const theirs: E.Either<readonly InputIssue[], Node> = decodeNode({})
export const ours: Either<readonly InputIssue[], Node> = E.right({})

export const ord: Ord<Decision> = ordDecision
export const eq: Eq<Decision> = ordDecision
export const byDecision: Ord<{ readonly decision: Decision }> = pipe(
  ordDecision,
  contramap(({ decision }) => decision),
)

export const lists = t.type({ nodes: t.array(NodeCodec), pods: t.array(PodCodec) })
export const read: E.Either<t.Errors, Node> = NodeCodec.decode({})
export type Nodes = t.TypeOf<typeof NodeCodec>
export const node: Nodes = { metadata: { name: 'n1' } }
