import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type * as t from 'io-ts'
import { labelKeyFaults, labelValueFaults } from '../data/labelSyntax.js'
import { own } from '../data/own.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { Taint } from '../kube/taint.js'
import { parseTaints } from '../kubectl/parseTaints.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import type { InputIssue } from '../reason/inputIssue.js'
import { ObjectMetaCodec, TaintCodec } from './codecs.js'
import { decodeWith, describe } from './decodeWith.js'
import { list, struct } from './goTypes.js'
import { poolTemplate } from './poolTemplate.js'

const MachinesCodec = struct({
  metadata: ObjectMetaCodec,
  spec: struct({
    template: struct({
      metadata: ObjectMetaCodec,
      spec: struct({ taints: list(TaintCodec, {}) }),
    }),
  }),
})

const LABELS = 'capacity.cluster-autoscaler.kubernetes.io/labels'
const TAINTS = 'capacity.cluster-autoscaler.kubernetes.io/taints'

const UNINITIALIZED: readonly Taint[] = [
  { key: 'node.cluster.x-k8s.io/uninitialized', effect: 'NoSchedule' },
  {
    key: 'node.cloudprovider.kubernetes.io/uninitialized',
    value: 'true',
    effect: 'NoSchedule',
  },
]

/** Labels of machines that Cluster API copies to their nodes. */
const COPIED =
  /^(?:node-role\.kubernetes\.io|(?:.+\.)?node-restriction\.kubernetes\.io|(?:.+\.)?node\.cluster\.x-k8s\.io)\//

/**
 * Reads the template of the nodes that a Cluster API MachineDeployment, MachineSet or MachinePool makes.
 *
 * - **Rules**
 *   1. Labels and taints are those of the cluster autoscaler's capacity annotations, and what Cluster API
 *      hands on: labels of its own domains, and the taints of the machine template.
 *   2. A taint that is put on at initialization only is a startup taint.
 *
 * - **Upstream** kubernetes/autoscaler `cloudprovider/clusterapi`; Cluster API, metadata propagation
 */
export const decodeMachines = (value: unknown): E.Either<readonly InputIssue[], NodeTemplate> =>
  pipe(decodeWith(MachinesCodec)(value), E.flatMap(templateOf))

const templateOf = ({
  metadata,
  spec,
}: t.TypeOf<typeof MachinesCodec>): E.Either<readonly InputIssue[], NodeTemplate> => {
  const annotations = metadata?.annotations
  const labels = listed(own(annotations, LABELS)).map(readLabel)
  const taints = listed(own(annotations, TAINTS)).map(readTaint)
  const issues = [...labels.flatMap(leftOf), ...taints.flatMap(leftOf)]
  if (issues.length > 0) return E.left(issues)
  const copied = Object.entries(spec?.template?.metadata?.labels ?? {}).filter(([key]) =>
    COPIED.test(key),
  )
  const given = spec?.template?.spec?.taints ?? []
  const once = (taint: Taint & { readonly propagation?: unknown }): boolean =>
    taint.propagation === 'OnInitialization'
  return E.right(
    poolTemplate({
      name: metadata?.name ?? '',
      labels: {
        ...(Object.fromEntries(labels.flatMap(rightOf)) as StringMap),
        ...Object.fromEntries(copied),
      },
      taints: [...taints.flatMap(rightOf), ...given.filter((taint) => !once(taint))],
      startupTaints: [...UNINITIALIZED, ...given.filter(once)],
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
    found: describe(item),
  })

const readLabel = (item: string): E.Either<InputIssue, readonly [string, string]> => {
  const [key = '', value, ...more] = item.trim().split('=')
  const faults = [...labelKeyFaults(key), ...labelValueFaults(value ?? '')]
  return value === undefined || more.length > 0 || faults.length > 0
    ? wrong(LABELS, 'labels as key=value,…', item)
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
  return taint === undefined ? wrong(TAINTS, 'taints as key=value:Effect,…', item) : E.right(taint)
}
