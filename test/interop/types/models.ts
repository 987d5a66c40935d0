import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { kind } from 'kubernetes-fluent-client'
import type { DaemonSet } from 'kubernetes-models/apps/v1'
import type { Node } from 'kubernetes-models/v1'
import {
  daemonSetPolicy,
  decide,
  decodeNode,
  type Node as PodfitNode,
  orThrow,
  type Decision,
} from 'podfit'
import { standardSchema } from 'podfit/decode'

export const modelled = (daemonSet: DaemonSet, node: Node): Decision =>
  decide(orThrow(daemonSetPolicy(daemonSet)), node)

export const fluent = (daemonSet: kind.DaemonSet, node: kind.Node): Decision =>
  decide(orThrow(daemonSetPolicy(daemonSet)), node)

export const schema: StandardSchemaV1<unknown, PodfitNode> = standardSchema(decodeNode)

export type Inferred = StandardSchemaV1.InferOutput<typeof schema>
export const inferred: Inferred = { metadata: { name: 'n1' } }
