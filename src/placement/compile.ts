import type { FieldPath } from '../data/fieldPath.js'
import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Pod, PodSpec } from '../kube/pod.js'
import type { PodTemplate, Workload } from '../kube/podTemplate.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import { readRequiredAffinity } from '../selector/nodeAffinity.js'
import { daemonTolerations } from '../taint/automaticTolerations.js'
import { readToleration, type ReadToleration } from '../taint/readToleration.js'
import type { Policy, SelectedLabel } from './policy.js'

/**
 * What a policy can be read from.
 *
 * @since 0.1.0
 */
export type PolicySubject = DaemonSet | Workload | Pod | PodTemplate

/**
 * Reads a placement policy once, to be asked about many nodes.
 *
 * - **Shapes** A DaemonSet, whose pods get the automatic tolerations; any other workload with `spec.template`;
 *   a Pod or a bare pod template. An object with `spec.template` and no `kind`, as typed lists
 *   deliver it, is taken for a DaemonSet.
 * - **Errors** Never throws. A selector term that cannot be read is kept with its faults: it matters only
 *   on nodes that no other term matches.
 * - **Cost** O(size of the policy); nothing is looked at twice afterwards.
 *
 * @example
 * import { compile, decide } from 'podfit'
 *
 * const policy = compile({ kind: 'DaemonSet', spec: { template: { spec: { nodeSelector: { disk: 'ssd' } } } } })
 * decide(policy, { metadata: { name: 'n1', labels: { disk: 'ssd' } } }) // => 'run'
 * decide(policy, { metadata: { name: 'n2' } }) // => 'leave'
 *
 * @since 0.1.0
 */
export const compile = (subject: PolicySubject, semantics: Semantics = newestSemantics): Policy => {
  const { kind, spec, path: at } = locate(subject)
  const required = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  const tolerationsAt = [...at, 'tolerations']
  return {
    kind,
    path: at,
    tolerationsPath: tolerationsAt,
    nodeName: spec?.nodeName ?? '',
    selectedLabels: selectedLabels(spec, at),
    affinity: readRequiredAffinity(required, [...at, ...REQUIRED]),
    tolerations: tolerations(kind, spec, tolerationsAt),
    semantics,
  }
}

const REQUIRED = ['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution']

interface Located {
  readonly kind: Policy['kind']
  readonly spec: Maybe<PodSpec>
  readonly path: FieldPath
}

const locate = (subject: PolicySubject): Located => {
  const spec: Maybe<object> = subject.spec
  const kind = (subject as Workload).kind ?? undefined
  const hasTemplate = spec !== null && spec !== undefined && 'template' in spec
  if (!hasTemplate && kind !== 'DaemonSet') {
    return { kind: 'Pod', spec: (subject as Pod).spec, path: ['spec'] }
  }
  return {
    kind: kind === undefined || kind === 'DaemonSet' ? 'DaemonSet' : 'Pod',
    spec: (subject as Workload).spec?.template?.spec,
    path: ['spec', 'template', 'spec'],
  }
}

const selectedLabels = (spec: Maybe<PodSpec>, at: FieldPath): readonly SelectedLabel[] =>
  Object.keys(spec?.nodeSelector ?? {}).map((key) => ({
    key,
    value: own(spec?.nodeSelector, key) ?? '',
    path: [...at, 'nodeSelector', key],
    nodePath: ['metadata', 'labels', key],
  }))

const tolerations = (
  kind: Policy['kind'],
  spec: Maybe<PodSpec>,
  at: FieldPath,
): readonly ReadToleration[] => {
  if (kind === 'Pod') {
    return (spec?.tolerations ?? []).map((item, i) => readToleration(item, [...at, i]))
  }
  return daemonTolerations(spec).map(({ toleration, automatic }, i) =>
    readToleration(toleration, automatic ? 'automatic' : [...at, i]),
  )
}
