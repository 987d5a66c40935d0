import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { foundText } from '../data/foundText.js'
import { labelKeyFaults, labelValueFaults } from '../data/labelSyntax.js'
import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import type { ObjectMeta, StringMap } from '../kube/objectMeta.js'
import type { Taint } from '../kube/taint.js'
import { ANNOTATION_CAPACITY_LABELS, ANNOTATION_CAPACITY_TAINTS } from '../kube/wellKnown.js'
import { CLOUD_UNINITIALIZED, CLUSTER_API_UNINITIALIZED } from '../kube/wellKnownTaints.js'
import { parseTaints } from '../kubectl/parseTaints.js'
import type { InputIssue } from '../reason/inputIssue.js'
import type { NodeTemplate } from './nodeTemplate.js'
import { poolTemplate } from './poolTemplate.js'

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
  const labels = listed(own(annotations, ANNOTATION_CAPACITY_LABELS)).map(readLabel)
  const taints = listed(own(annotations, ANNOTATION_CAPACITY_TAINTS)).map(readTaint)
  const issues = [...labels.flatMap(leftOf), ...taints.flatMap(leftOf)]
  if (issues.length > 0) return E.left(issues)
  const copied = Object.entries(spec?.template?.metadata?.labels ?? {}).filter(([key]) =>
    COPIED.test(key),
  )
  const given = spec?.template?.spec?.taints ?? []
  const isOnce = ({ propagation }: MachineTaint): boolean => propagation === 'OnInitialization'
  return E.right(
    poolTemplate({
      name: metadata?.name ?? '',
      labels: {
        ...(Object.fromEntries(labels.flatMap(rightOf)) as StringMap),
        ...Object.fromEntries(copied),
      },
      taints: [...taints.flatMap(rightOf), ...given.filter((taint) => !isOnce(taint))],
      startupTaints: [CLUSTER_API_UNINITIALIZED, CLOUD_UNINITIALIZED, ...given.filter(isOnce)],
      unknownLabels: [],
    }),
  )
}

const leftOf = <A>(read: E.Either<InputIssue, A>): readonly InputIssue[] =>
  E.isLeft(read) ? [read.left] : []

const rightOf = <A>(read: E.Either<InputIssue, A>): readonly A[] =>
  E.isRight(read) ? [read.right] : []

const listed = (annotation: string | undefined): readonly string[] =>
  (annotation ?? '').split(',').filter((item) => item.trim() !== '')

const wrong = (annotation: string, expected: string, item: string): E.Either<InputIssue, never> =>
  E.left({
    code: 'WrongType',
    path: ['metadata', 'annotations', annotation],
    expected,
    found: foundText(item),
  })

const readLabel = (item: string): E.Either<InputIssue, readonly [string, string]> => {
  const [key = '', value, ...more] = item.trim().split('=')
  const faults = [...labelKeyFaults(key), ...labelValueFaults(value ?? '')]
  return value === undefined || more.length > 0 || faults.length > 0
    ? wrong(ANNOTATION_CAPACITY_LABELS, 'labels as key=value,…', item)
    : E.right([key, value])
}

const readTaint = (item: string): E.Either<InputIssue, Taint> => {
  const [taint] = pipe(
    parseTaints([item.trim()]),
    E.match(
      () => [],
      ({ add }) => add,
    ),
  )
  return taint === undefined
    ? wrong(ANNOTATION_CAPACITY_TAINTS, 'taints as key=value:Effect,…', item)
    : E.right(taint)
}
