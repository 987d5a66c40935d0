import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type * as t from 'io-ts'
import { parseInt64 } from '../data/int64.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { LabelRequirement, NodeTemplate, UnknownLabel } from '../pools/nodeTemplate.js'
import type { InputIssue } from '../reason/inputIssue.js'
import { ObjectMetaCodec, TaintCodec } from './codecs.js'
import { decodeWith } from './decodeWith.js'
import { list, struct, text } from './goTypes.js'
import { poolTemplate } from './poolTemplate.js'

const NodePoolCodec = struct({
  metadata: ObjectMetaCodec,
  spec: struct({
    template: struct({
      metadata: ObjectMetaCodec,
      spec: struct({
        nodeClassRef: struct({ group: text }),
        taints: list(TaintCodec, {}),
        startupTaints: list(TaintCodec, {}),
        requirements: list(struct({ key: text, operator: text, values: list(text, '') }), {}),
      }),
    }),
  }),
})

/** Labels that Karpenter puts on every node of a pool, sooner or later. */
const ALWAYS: StringMap = {
  'karpenter.sh/registered': 'true',
  'karpenter.sh/initialized': 'true',
}

/** The group of node classes, and of labels, in EKS Auto Mode. */
const EKS = 'eks.amazonaws.com'

/** Until Karpenter has registered a node. */
const UNREGISTERED = { key: 'karpenter.sh/unregistered', effect: 'NoExecute' }
const UNINITIALIZED = {
  key: 'node.cloudprovider.kubernetes.io/uninitialized',
  value: 'true',
  effect: 'NoSchedule',
}

/**
 * Reads the template of a Karpenter NodePool's nodes.
 *
 * - **Rules**
 *   1. A requirement with one value is a label; with several, or of another operator, it is what is known of
 *      an unknown one. `Gte` and `Lte` are `Gt` and `Lt` of the neighbour.
 *   2. `Exists`, `Gt`, `Lt` and `In` say that the label is there.
 *
 * - **Upstream** kubernetes-sigs/karpenter `pkg/apis/v1` NodePool, `pkg/scheduling` Requirements.Labels
 */
export const decodeNodePool = (value: unknown): E.Either<readonly InputIssue[], NodeTemplate> =>
  pipe(decodeWith(NodePoolCodec)(value), E.map(templateOf))

const templateOf = ({ metadata, spec }: t.TypeOf<typeof NodePoolCodec>): NodeTemplate => {
  const name = metadata?.name ?? ''
  const template = spec?.template
  const byKey = new Map<string, readonly LabelRequirement[]>()
  for (const { key, operator, values } of template?.spec?.requirements ?? []) {
    const asked = readable(operator ?? '', values ?? [])
    byKey.set(key ?? '', [...(byKey.get(key ?? '') ?? []), ...asked])
  }
  const requirements = [...byKey].map(([key, each]): UnknownLabel => ({ key, requirements: each }))
  const labels = [...byKey].flatMap(([key, each]) => {
    const value = onlyValue(each)
    return value === undefined ? [] : [[key, value] as const]
  })
  return poolTemplate({
    name,
    labels: {
      ...Object.fromEntries(labels),
      ...template?.metadata?.labels,
      ...ALWAYS,
      ...(template?.spec?.nodeClassRef?.group === EKS && { [`${EKS}/compute-type`]: 'auto' }),
      'karpenter.sh/nodepool': name,
    },
    taints: template?.spec?.taints ?? [],
    startupTaints: [UNREGISTERED, UNINITIALIZED, ...(template?.spec?.startupTaints ?? [])],
    unknownLabels: [
      ...requirements,
      { key: 'karpenter.sh/capacity-type', requirements: [{ operator: 'Exists' }] },
    ],
  })
}

const onlyValue = (requirements: readonly LabelRequirement[]): string | undefined => {
  const [first, ...more] = requirements
  const isOne = first?.operator === 'In' && first.values?.length === 1
  return more.length === 0 && isOne ? first.values[0] : undefined
}

const readable = (operator: string, values: readonly string[]): readonly LabelRequirement[] => {
  const neighbour = (step: bigint): readonly string[] =>
    values.map((bound) => String((parseInt64(bound) ?? 0n) + step))
  switch (operator) {
    case 'Gte':
      return [{ operator: 'Exists' }, { operator: 'Gt', values: neighbour(-1n) }]
    case 'Lte':
      return [{ operator: 'Exists' }, { operator: 'Lt', values: neighbour(1n) }]
    default:
      return [{ operator, values }]
  }
}
