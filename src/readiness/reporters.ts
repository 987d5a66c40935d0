import { isJsonObject, member } from '../data/own.js'
import { matchesPattern } from '../data/matchesPattern.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import { nameOf } from '../kube/objectFacts.js'

/** Which DaemonSets report a condition of nodes. @since 0.2.0 */
export interface ConditionReporter {
  readonly condition: string
  /** Their names; `*` stands for any text. */
  readonly daemonSets: readonly string[]
}

/** Which DaemonSets set a label of the nodes on which they run. @since 0.2.0 */
export interface LabelSetter {
  /** A key, or with `/` at its end every key under a prefix. */
  readonly label: string
  /** Their names; `*` stands for any text. */
  readonly daemonSets: readonly string[]
}

const NPD = ['node-problem-detector*', '*-node-problem-detector']

/**
 * Who reports which condition of nodes, as far as everybody's clusters agree.
 *
 * - **Upstream** not of Kubernetes: kubernetes/node-problem-detector `config`
 *
 * @example
 * import { commonConditionReporters } from 'podfit/readiness'
 *
 * commonConditionReporters.map(({ condition }) => condition) // => ['KernelDeadlock', 'ReadonlyFilesystem', 'FrequentKubeletRestart', 'FrequentContainerdRestart']
 *
 * @since 0.2.0
 */
export const commonConditionReporters: readonly ConditionReporter[] = [
  'KernelDeadlock',
  'ReadonlyFilesystem',
  'FrequentKubeletRestart',
  'FrequentContainerdRestart',
].map((condition) => ({ condition, daemonSets: NPD }))

const NFD = ['nfd-worker', '*-nfd-worker', '*node-feature-discovery-worker']
const GFD = ['gpu-feature-discovery', '*-gpu-feature-discovery']

/**
 * Which DaemonSets set which labels, as far as everybody's clusters agree.
 *
 * - **Upstream** not of Kubernetes: kubernetes-sigs/node-feature-discovery, NVIDIA/gpu-feature-discovery
 *
 * @example
 * import { commonLabelSetters } from 'podfit/readiness'
 *
 * commonLabelSetters.map(({ label }) => label) // => ['feature.node.kubernetes.io/', 'nvidia.com/']
 *
 * @since 0.2.0
 */
export const commonLabelSetters: readonly LabelSetter[] = [
  { label: 'feature.node.kubernetes.io/', daemonSets: NFD },
  { label: 'nvidia.com/', daemonSets: GFD },
]

/** Whether a DaemonSet is one of those that are named. */
export const isNamed = (daemonSet: DaemonSet, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => matchesPattern(pattern, nameOf(daemonSet)))

/**
 * Whether a DaemonSet says itself that it reports a condition: by the variable that the reporter of the node readiness
 * controller reads.
 *
 * - **Upstream** not of Kubernetes: kubernetes-sigs/node-readiness-controller `cmd/readiness-condition-reporter` CONDITION_TYPE
 */
export const reportsCondition = ({ spec }: DaemonSet, condition: string): boolean => {
  const pod = spec?.template?.spec
  return [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])].some(({ env }) =>
    (Array.isArray(env) ? (env as readonly unknown[]) : []).some(
      (each) =>
        isJsonObject(each) &&
        member(each, 'name') === 'CONDITION_TYPE' &&
        member(each, 'value') === condition,
    ),
  )
}
