import { parseInt64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import type { Condition, ObjectMeta, StringMap } from '../kube/objectMeta.js'
import type { Taint } from '../kube/taint.js'
import {
  LABEL_EKS_COMPUTE_TYPE,
  LABEL_KARPENTER_CAPACITY_TYPE,
  LABEL_KARPENTER_INITIALIZED,
  LABEL_KARPENTER_NODE_POOL,
  LABEL_KARPENTER_REGISTERED,
} from '../kube/wellKnown.js'
import { CLOUD_UNINITIALIZED, KARPENTER_UNREGISTERED } from '../kube/wellKnownTaints.js'
import { grouped } from '../data/grouped.js'
import type { LabelRequirement, NodeClassRef, NodeTemplate } from './nodeTemplate.js'
import { poolTemplate } from './poolTemplate.js'

/**
 * The part of a Karpenter NodePool (`karpenter.sh/v1`) that says what its nodes are like.
 *
 * @since 0.2.0
 */
export interface NodePool {
  readonly metadata?: Maybe<ObjectMeta>
  readonly spec?: Maybe<{
    readonly template?: Maybe<{
      readonly metadata?: Maybe<{ readonly labels?: Maybe<StringMap> }>
      readonly spec?: Maybe<NodePoolNodeSpec>
    }>
  }>
}

/**
 * The spec of a NodePool's nodes.
 *
 * @since 0.2.0
 */
export interface NodePoolNodeSpec {
  readonly nodeClassRef?: Maybe<NodeClassRef>
  readonly taints?: Maybe<readonly Taint[]>
  readonly startupTaints?: Maybe<readonly Taint[]>
  readonly requirements?: Maybe<readonly (LabelRequirement & { readonly key?: Maybe<string> })[]>
}

/** Labels that Karpenter puts on every node of a pool, sooner or later. */
const ALWAYS: StringMap = {
  [LABEL_KARPENTER_REGISTERED]: 'true',
  [LABEL_KARPENTER_INITIALIZED]: 'true',
}

/** The group of node classes in EKS Auto Mode. */
const EKS = 'eks.amazonaws.com'

/**
 * The template of the nodes that a Karpenter NodePool makes.
 *
 * - **Rules**
 *   1. A requirement with one value is a label; with several, or of another operator, it is what is known of
 *      an unknown one. `Gte` and `Lte` are `Gt` and `Lt` of the neighbour.
 *   2. `Exists`, `Gt`, `Lt` and `In` say that the label is there.
 *
 * - **Errors** Never throws.
 * - **Upstream** not of Kubernetes: kubernetes-sigs/karpenter `pkg/apis/v1` NodePool, `pkg/scheduling`
 *   Requirements.Labels
 *
 * @example
 * import { nodePoolTemplate } from 'podfit/pools'
 *
 * const requirements = [{ key: 'kubernetes.io/arch', operator: 'In', values: ['arm64'] }]
 * const pool = { metadata: { name: 'arm' }, spec: { template: { spec: { requirements } } } }
 * nodePoolTemplate(pool).node.metadata?.labels?.['kubernetes.io/arch'] // => 'arm64'
 *
 * @since 0.2.0
 */
export const nodePoolTemplate = ({ metadata, spec }: NodePool): NodeTemplate => {
  const template = spec?.template
  const name = metadata?.name ?? ''
  return karpenterTemplate(name, name, template?.metadata?.labels, template?.spec)
}

/**
 * A Karpenter NodeClaim (`karpenter.sh/v1`): a machine that is on its way.
 *
 * @since 0.2.0
 */
export interface NodeClaim {
  readonly metadata?: Maybe<ObjectMeta>
  readonly spec?: Maybe<NodePoolNodeSpec>
  readonly status?: Maybe<{
    readonly conditions?: Maybe<readonly Condition[]>
    readonly allocatable?: unknown
  }>
}

/**
 * The template of the node that a Karpenter NodeClaim becomes; undefined where that node has registered, which is then
 * among the nodes.
 *
 * - **Rules** those of `nodePoolTemplate`; what it has to give is what Karpenter expects of the machine that it ordered
 * - **Errors** Never throws.
 * - **Upstream** not of Kubernetes: kubernetes-sigs/karpenter `pkg/apis/v1` NodeClaim
 *
 * @example
 * import { nodeClaimTemplate } from 'podfit/pools'
 *
 * const claim = { metadata: { name: 'gpu-x7' }, status: { allocatable: { cpu: '4', memory: '14Gi', pods: '58' } } }
 * nodeClaimTemplate(claim)?.node.status // => { allocatable: { cpu: '4', memory: '14Gi', pods: '58' } }
 * nodeClaimTemplate({ status: { conditions: [{ type: 'Registered', status: 'True' }] } }) // => undefined
 *
 * @since 0.2.0
 */
export const nodeClaimTemplate = ({
  metadata,
  spec,
  status,
}: NodeClaim): NodeTemplate | undefined => {
  const isThere = (status?.conditions ?? []).some(
    ({ type, status: is }) => type === 'Registered' && is === 'True',
  )
  if (isThere) return undefined
  const pool = own(metadata?.labels, LABEL_KARPENTER_NODE_POOL)
  const allocatable = status?.allocatable ?? undefined
  return karpenterTemplate(metadata?.name ?? '', pool, metadata?.labels, spec, allocatable)
}

const karpenterTemplate = (
  name: string,
  pool: string | undefined,
  given: Maybe<StringMap>,
  spec: Maybe<NodePoolNodeSpec>,
  allocatable?: unknown,
): NodeTemplate => {
  const byKey = grouped(spec?.requirements ?? [], ({ key }) => key ?? '')
  const requirements = [...byKey].map(([key, asked]) => ({
    key,
    requirements: asked.flatMap(({ operator, values }) => readable(operator ?? '', values ?? [])),
  }))
  const labels = requirements.flatMap(({ key, requirements: each }) => {
    const value = onlyValue(each)
    return value === undefined ? [] : [[key, value] as const]
  })
  const nodeClass = spec?.nodeClassRef ?? undefined
  return poolTemplate({
    name,
    labels: {
      ...Object.fromEntries(labels),
      ...given,
      ...ALWAYS,
      ...(nodeClass?.group === EKS && { [LABEL_EKS_COMPUTE_TYPE]: 'auto' }),
      ...(pool !== undefined && { [LABEL_KARPENTER_NODE_POOL]: pool }),
    },
    taints: spec?.taints ?? [],
    startupTaints: [KARPENTER_UNREGISTERED, CLOUD_UNINITIALIZED, ...(spec?.startupTaints ?? [])],
    unknownLabels: [
      ...requirements,
      { key: LABEL_KARPENTER_CAPACITY_TYPE, requirements: [{ operator: 'Exists' }] },
    ],
    ...(allocatable !== undefined && { allocatable }),
    ...(nodeClass !== undefined && { nodeClass }),
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
