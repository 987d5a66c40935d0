import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { member } from '../data/member.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import type { InputIssue } from '../reason/inputIssue.js'
import { decodeMachines } from './clusterApi.js'
import { NodeCodec, TaintCodec } from './codecs.js'
import { decodeWith } from './decodeWith.js'
import { list, struct, text } from './goTypes.js'
import { decodeNodePool } from './karpenter.js'

const NodeTemplateCodec = struct({
  node: NodeCodec,
  startupTaints: list(TaintCodec, {}),
  unknownLabels: list(
    struct({
      key: text,
      requirements: list(struct({ operator: text, values: list(text, '') }), {}),
    }),
    {},
  ),
})

type Read = (value: unknown) => E.Either<readonly InputIssue[], NodeTemplate>

const decodePlain: Read = (value) =>
  pipe(
    decodeWith(NodeTemplateCodec)(value),
    E.map(({ node, startupTaints, unknownLabels }) => ({
      node: node ?? {},
      startupTaints: startupTaints ?? [],
      unknownLabels: (unknownLabels ?? []).map(({ key, ...known }) => ({
        key: key ?? '',
        ...known,
      })),
    })),
  )

const READERS: Readonly<Record<string, Read>> = {
  'podfit/NodeTemplate': decodePlain,
  'karpenter.sh/NodePool': decodeNodePool,
  'cluster.x-k8s.io/MachineDeployment': decodeMachines,
  'cluster.x-k8s.io/MachineSet': decodeMachines,
  'cluster.x-k8s.io/MachinePool': decodeMachines,
}

/**
 * Reads what makes nodes: a Karpenter NodePool; a Cluster API MachineDeployment, MachineSet or MachinePool;
 * a `NodeTemplate` of `podfit/v1`, whose members are those of the type. Nothing for any other object.
 *
 * - **Errors** `Left` with every issue: path, what was expected, what was found. Never throws.
 *
 * @example
 * import { decodeNodeTemplate } from 'podfit/impact'
 *
 * const pool = { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'gpu' }, spec: {} }
 * const read = decodeNodeTemplate(pool)
 * read?._tag === 'Right' && read.right.node.metadata?.labels?.['karpenter.sh/nodepool'] // => 'gpu'
 * decodeNodeTemplate({ kind: 'Secret' }) // => undefined
 *
 * @since 0.1.0
 */
export const decodeNodeTemplate = (
  value: unknown,
  implied?: string,
): E.Either<readonly InputIssue[], NodeTemplate> | undefined => {
  const kind = member(value, 'kind') ?? implied
  const apiVersion = member(value, 'apiVersion')
  if (typeof kind !== 'string' || typeof apiVersion !== 'string') return undefined
  const [group = ''] = apiVersion.split('/')
  const name = `${group}/${kind}`
  return Object.hasOwn(READERS, name) ? READERS[name]?.(value) : undefined
}
