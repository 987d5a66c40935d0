import { submittedTemplate } from '../api/submittedTemplate.js'
import type { Time } from '../data/instant.js'
import type { Int64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import type { Affinity } from '../kube/affinity.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import { type DaemonSet, templateGeneration } from '../kube/daemonSet.js'
import type { OwnerReference, StringMap } from '../kube/objectMeta.js'
import type { Pod } from '../kube/pod.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import type { Toleration } from '../kube/toleration.js'
import {
  FIELD_NODE_NAME,
  LABEL_REVISION_HASH,
  LABEL_TEMPLATE_GENERATION,
} from '../kube/wellKnown.js'
import type { RevisionHash } from '../revision/isPodUpdated.js'
import { addDaemonTolerations } from '../taint/automaticTolerations.js'

/** The pod that a DaemonSet creates for a node, not yet scheduled. Its name is the caller's to choose. */
export const createdPod = (
  daemonSet: DaemonSet,
  hash: RevisionHash,
  node: string,
  name: string,
  now: Time,
): Pod => {
  const { metadata, spec } = daemonSet.spec?.template ?? {}
  const { labels, tolerations } = createdTemplate(daemonSet, hash)
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: daemonSet.metadata?.namespace,
      labels,
      annotations: metadata?.annotations,
      finalizers: metadata?.finalizers,
      creationTimestamp: now,
      ownerReferences: [ownerReference(daemonSet)],
    },
    spec: { ...spec, tolerations, affinity: pinnedAffinity(spec?.affinity, node) },
    status: { phase: 'Pending' },
  }
}

/**
 * The labels and tolerations of the pods that a DaemonSet creates. The hash label is left out where the
 * hash is not known.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/util/daemonset_util.go` CreatePodTemplate
 */
export const createdTemplate = (
  daemonSet: DaemonSet,
  hash: RevisionHash,
): { readonly labels: StringMap; readonly tolerations: readonly Toleration[] } => {
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

/**
 * The affinity of a daemon pod: the template's, with its required terms replaced by the one that pins the
 * pod to its node. Preferred terms and pod affinity stay.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/util/daemonset_util.go`
 *   ReplaceDaemonSetPodNodeNameNodeAffinity
 *
 * @example
 * import { pinnedAffinity } from 'podfit/controller'
 *
 * const { nodeAffinity } = pinnedAffinity(undefined, 'n1')
 * nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms // => [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }]
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

/** The revision that a DaemonSet records of its template, under a hash of the caller's choice. */
export const createdRevision = (
  daemonSet: DaemonSet,
  hash: string,
  number: Int64,
  semantics: Semantics = newestSemantics,
): ControllerRevision => {
  const { metadata, spec } = daemonSet
  const template = submittedTemplate(spec?.template, semantics)
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${metadata?.name ?? ''}-${hash}`,
      namespace: metadata?.namespace,
      labels: withEntries(spec?.template?.metadata?.labels, [[LABEL_REVISION_HASH, hash]]),
      annotations: metadata?.annotations,
      ownerReferences: [ownerReference(daemonSet)],
    },
    revision: number,
    data: { spec: { template: { ...template, $patch: 'replace' } } },
  }
}

const withEntries = (labels: Maybe<StringMap>, added: readonly [string, string][]): StringMap =>
  Object.fromEntries([
    ...Object.keys(labels ?? {}).map((key) => [key, own(labels, key) ?? ''] as const),
    ...added,
  ])

/** The owner reference that a DaemonSet puts on what it creates or adopts. */
export const ownerReference = ({ metadata }: DaemonSet): OwnerReference => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  name: metadata?.name ?? '',
  uid: metadata?.uid ?? '',
  controller: true,
  blockOwnerDeletion: true,
})
