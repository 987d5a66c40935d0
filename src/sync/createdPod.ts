import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import type { Affinity } from '../kube/affinity.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import { hostPorts } from '../kube/hostPorts.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { PodSpec } from '../kube/pod.js'
import {
  FIELD_NODE_NAME,
  LABEL_REVISION_HASH,
  LABEL_TEMPLATE_GENERATION,
} from '../kube/wellKnown.js'
import { templateGeneration } from '../kube/templateGeneration.js'
import { type RevisionHash } from '../revision/isPodUpdated.js'
import { addDaemonTolerations } from '../taint/automaticTolerations.js'
import type { CreatedTemplate, SchedulerField } from './plan.js'

/**
 * The labels and tolerations of the pods that a DaemonSet creates. The hash label is left out where the
 * hash is not known.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/util` CreatePodTemplate
 */
export const createdTemplate = (daemonSet: DaemonSet, hash: RevisionHash): CreatedTemplate => {
  const template = daemonSet.spec?.template
  const generation = templateGeneration(daemonSet)
  const added: [string, string][] = []
  if (generation !== undefined) added.push([LABEL_TEMPLATE_GENERATION, String(generation)])
  if (hash.code === 'known' && hash.hash !== '') added.push([LABEL_REVISION_HASH, hash.hash])
  return {
    labels: withEntries(template?.metadata?.labels, added),
    tolerations: addDaemonTolerations(template?.spec ?? {}),
  }
}

const withEntries = (labels: Maybe<StringMap>, added: readonly [string, string][]): StringMap =>
  Object.fromEntries([
    ...Object.keys(labels ?? {}).map((key) => [key, own(labels, key) ?? ''] as const),
    ...added,
  ])

/**
 * The affinity of a daemon pod: the template's, with its required terms replaced by the one that pins the
 * pod to its node. Preferred terms and pod affinity stay.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/util` ReplaceDaemonSetPodNodeNameNodeAffinity
 *
 * @since 0.1.0
 */
export const pinnedAffinity = (affinity: Maybe<Affinity>, node: string): Affinity => ({
  ...affinity,
  nodeAffinity: {
    ...affinity?.nodeAffinity,
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        { matchFields: [{ key: FIELD_NODE_NAME, operator: 'In', values: [node] }] },
      ],
    },
  },
})

/** Which parts of a template only the scheduler and the kubelet look at. */
export const schedulerFields = (spec: Maybe<PodSpec>): readonly SchedulerField[] => {
  const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]
  const present: readonly (readonly [SchedulerField, boolean])[] = [
    ['resources', [spec, ...containers].some((holder) => hasMembers(holder?.resources))],
    ['hostPort', hostPorts(spec).length > 0],
    ['podAffinity', hasMembers(spec?.affinity?.podAffinity)],
    ['podAntiAffinity', hasMembers(spec?.affinity?.podAntiAffinity)],
    ['topologySpreadConstraints', hasMembers(spec?.topologySpreadConstraints)],
    ['volumes', hasMembers(spec?.volumes)],
    ['resourceClaims', hasMembers(spec?.resourceClaims)],
    ['schedulingGates', hasMembers(spec?.schedulingGates)],
  ]
  return present.filter(([, there]) => there).map(([field]) => field)
}

const hasMembers = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0
