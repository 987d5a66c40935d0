import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { foundText } from '../data/foundText.js'
import { member } from '../data/own.js'
import { machineTemplate, type Machines, type MachineTaint } from '../pools/clusterApi.js'
import { nodePoolTemplate, type NodePool } from '../pools/karpenter.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import type { InputIssue } from '../reason/inputIssue.js'
import { NodeCodec, ObjectMetaCodec, TaintCodec } from './codecs.js'
import { decodeWith } from './decodeWith.js'
import { list, struct, text, time, type GoType } from './goTypes.js'

const values = list(text, '')

const NodeTemplateCodec = struct({
  node: NodeCodec,
  startupTaints: list(TaintCodec, {}),
  unknownLabels: list(
    struct({ key: text, requirements: list(struct({ operator: text, values }), {}) }),
    {},
  ),
})

const NodePoolCodec: GoType<NodePool> = struct({
  metadata: ObjectMetaCodec,
  spec: struct({
    template: struct({
      metadata: ObjectMetaCodec,
      spec: struct({
        nodeClassRef: struct({ group: text }),
        taints: list(TaintCodec, {}),
        startupTaints: list(TaintCodec, {}),
        requirements: list(struct({ key: text, operator: text, values }), {}),
      }),
    }),
  }),
})

const MachineTaintCodec: GoType<MachineTaint> = struct({
  key: text,
  value: text,
  effect: text,
  timeAdded: time,
  propagation: text,
})

const MachinesCodec: GoType<Machines> = struct({
  metadata: ObjectMetaCodec,
  spec: struct({
    template: struct({
      metadata: ObjectMetaCodec,
      spec: struct({ taints: list(MachineTaintCodec, {}) }),
    }),
  }),
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

const decodeNodePool: Read = (value) =>
  pipe(decodeWith(NodePoolCodec)(value), E.map(nodePoolTemplate))

const decodeMachines: Read = (value) =>
  pipe(decodeWith(MachinesCodec)(value), E.flatMap(machineTemplate))

/** What makes nodes, by API group and kind. */
const READERS: Readonly<Record<string, Read>> = {
  'podfit/NodeTemplate': decodePlain,
  'karpenter.sh/NodePool': decodeNodePool,
  'cluster.x-k8s.io/MachineDeployment': decodeMachines,
  'cluster.x-k8s.io/MachineSet': decodeMachines,
  'cluster.x-k8s.io/MachinePool': decodeMachines,
}

/** What an object is that does not say it. @since 0.2.0 */
export interface DecodeNodeTemplateOptions {
  /** The kind of an object that does not say its own, as in typed lists. */
  readonly impliedKind?: string | undefined
}

/**
 * Reads what makes nodes: a Karpenter NodePool; a Cluster API MachineDeployment, MachineSet or MachinePool;
 * a `NodeTemplate` of `podfit/v1`, whose members are those of the type.
 *
 * - **Errors** `Left` with every issue: path, what was expected, what was found; `WrongKind` for any other
 *   object. Never throws.
 *
 * @example
 * import { decodeNodeTemplate } from 'podfit/decode'
 *
 * const pool = { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'gpu' }, spec: {} }
 * const read = decodeNodeTemplate(pool)
 * read._tag === 'Right' && read.right.node.metadata?.labels?.['karpenter.sh/nodepool'] // => 'gpu'
 * const other = decodeNodeTemplate({ apiVersion: 'v1', kind: 'Secret' })
 * other._tag === 'Left' && other.left.map(({ code, found }) => [code, found]) // => [['WrongKind', 'v1 Secret']]
 *
 * @since 0.1.0
 */
export const decodeNodeTemplate = (
  value: unknown,
  { impliedKind }: DecodeNodeTemplateOptions = {},
): E.Either<readonly InputIssue[], NodeTemplate> =>
  nodeTemplateReader(value, impliedKind)?.(value) ?? E.left([wrongKind(value, impliedKind)])

/** How an object is read as a template of nodes; nothing for one that makes no nodes. */
export const nodeTemplateReader = (
  value: unknown,
  impliedKind: string | undefined,
): Read | undefined => {
  const kind = member(value, 'kind') ?? impliedKind
  const apiVersion = member(value, 'apiVersion')
  if (typeof kind !== 'string' || typeof apiVersion !== 'string') return undefined
  const [group = ''] = apiVersion.split('/')
  const name = `${group}/${kind}`
  return Object.hasOwn(READERS, name) ? READERS[name] : undefined
}

const wrongKind = (value: unknown, impliedKind: string | undefined): InputIssue => {
  const kind = member(value, 'kind') ?? impliedKind
  const apiVersion = member(value, 'apiVersion')
  const isNamed = typeof kind === 'string' && typeof apiVersion === 'string'
  return {
    code: 'WrongKind',
    path: ['kind'],
    expected: `one of ${Object.keys(READERS).join(', ')}`,
    found: isNamed ? `${apiVersion} ${kind}` : foundText(kind ?? value),
  }
}
