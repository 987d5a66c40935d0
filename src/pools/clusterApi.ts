import * as E from 'fp-ts/Either'
import type { FieldPath } from '../data/fieldPath.js'
import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import type { ObjectMeta, StringMap } from '../kube/objectMeta.js'
import type { Taint } from '../kube/taint.js'
import {
  ANNOTATION_CAPACITY as CAPACITY,
  ANNOTATION_CAPACITY_LABELS,
  ANNOTATION_CAPACITY_TAINTS,
} from '../kube/wellKnown.js'
import { CLOUD_UNINITIALIZED, CLUSTER_API_UNINITIALIZED } from '../kube/wellKnownTaints.js'
import type { InputIssue } from '../reason/inputIssue.js'
import type { NodeTemplate } from './nodeTemplate.js'
import { poolTemplate } from './poolTemplate.js'
import { issuesOf, listed, readLabels, readTaints } from './writtenList.js'

/**
 * The part of a Cluster API MachineDeployment, MachineSet or MachinePool (`cluster.x-k8s.io`) that says what
 * its nodes are like.
 *
 * @since 0.2.0
 */
export interface Machines {
  readonly metadata?: Maybe<ObjectMeta>
  readonly spec?: Maybe<{
    readonly template?: Maybe<{
      readonly metadata?: Maybe<{ readonly labels?: Maybe<StringMap> }>
      readonly spec?: Maybe<{ readonly taints?: Maybe<readonly MachineTaint[]> }>
    }>
  }>
}

/**
 * A taint of machines: `OnInitialization` puts it on once, `Always` keeps it there.
 *
 * @since 0.2.0
 */
export interface MachineTaint extends Taint {
  readonly propagation?: Maybe<string>
}

/** Labels of machines that Cluster API copies to their nodes. */
const COPIED =
  /^(?:node-role\.kubernetes\.io|(?:.+\.)?node-restriction\.kubernetes\.io|(?:.+\.)?node\.cluster\.x-k8s\.io)\//

/**
 * The template of the nodes that a Cluster API MachineDeployment, MachineSet or MachinePool makes.
 *
 * - **Rules**
 *   1. Labels and taints are those of the cluster autoscaler's capacity annotations, and what Cluster API
 *      hands on: labels of its own domains, and the taints of the machine template.
 *   2. A taint that is put on at initialization only is a startup taint.
 *   3. Where the capacity annotations name cpu and memory, that is what a node has to give, with 110 pods unless they say
 *      how many: as the cluster autoscaler reckons before it has seen one. A kubelet keeps some of it for itself.
 *
 * - **Errors** `Left` for every label and taint of the annotations that cannot be read. Never throws.
 * - **Upstream** not of Kubernetes: kubernetes/autoscaler `cloudprovider/clusterapi` and Cluster API, metadata
 *   propagation
 *
 * @example
 * import { machineTemplate } from 'podfit/pools'
 *
 * const annotations = { 'capacity.cluster-autoscaler.kubernetes.io/labels': 'disk=ssd' }
 * const template = machineTemplate({ metadata: { name: 'md-0', annotations } })
 * template._tag === 'Right' && template.right.node.metadata?.labels?.['disk'] // => 'ssd'
 *
 * @since 0.2.0
 */
export const machineTemplate = ({
  metadata,
  spec,
}: Machines): E.Either<readonly InputIssue[], NodeTemplate> => {
  const annotations = metadata?.annotations
  const at = (key: string): FieldPath => ['metadata', 'annotations', key]
  const labels = readLabels(
    listed(own(annotations, ANNOTATION_CAPACITY_LABELS)),
    at(ANNOTATION_CAPACITY_LABELS),
  )
  const taints = readTaints(
    listed(own(annotations, ANNOTATION_CAPACITY_TAINTS)),
    at(ANNOTATION_CAPACITY_TAINTS),
  )
  if (E.isLeft(labels) || E.isLeft(taints)) return E.left(issuesOf(labels, taints))
  const copied = Object.entries(spec?.template?.metadata?.labels ?? {}).filter(([key]) =>
    COPIED.test(key),
  )
  const given = spec?.template?.spec?.taints ?? []
  const isOnce = ({ propagation }: MachineTaint): boolean => propagation === 'OnInitialization'
  const allocatable = statedCapacity(annotations)
  return E.right(
    poolTemplate({
      name: metadata?.name ?? '',
      labels: { ...labels.right, ...Object.fromEntries(copied) },
      taints: [...taints.right, ...given.filter((taint) => !isOnce(taint))],
      startupTaints: [CLUSTER_API_UNINITIALIZED, CLOUD_UNINITIALIZED, ...given.filter(isOnce)],
      unknownLabels: [],
      ...(allocatable !== undefined && { allocatable }),
    }),
  )
}

/** Rule 3: what the annotations say that a node has; nothing where cpu or memory is not among it. */
const statedCapacity = (annotations: Maybe<StringMap>): StringMap | undefined => {
  const stated = (name: string): string | undefined => own(annotations, `${CAPACITY}${name}`)
  const cpu = stated('cpu')
  const memory = stated('memory')
  if (cpu === undefined || memory === undefined) return undefined
  const disk = stated('ephemeral-disk')
  const gpus = stated('gpu-count')
  return {
    cpu,
    memory,
    pods: stated('maxPods') ?? '110',
    ...(disk !== undefined && { 'ephemeral-storage': disk }),
    ...(gpus !== undefined && { [stated('gpu-type') ?? 'nvidia.com/gpu']: gpus }),
  }
}
