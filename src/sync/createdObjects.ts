import { toInt64 } from '../data/int64.js'
import type { Time } from '../data/instant.js'
import { own } from '../data/own.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OwnerReference } from '../kube/objectMeta.js'
import type { Pod } from '../kube/pod.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import { LABEL_REVISION_HASH } from '../kube/wellKnown.js'
import type { RevisionHash } from '../revision/isPodUpdated.js'
import { writtenTemplate } from '../api/writtenTemplate.js'
import { createdTemplate, pinnedAffinity } from './createdPod.js'

/** The owner reference that a DaemonSet puts on what it creates or adopts. */
export const ownerReference = ({ metadata }: DaemonSet): OwnerReference => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  name: metadata?.name ?? '',
  uid: metadata?.uid ?? '',
  controller: true,
  blockOwnerDeletion: true,
})

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

/** The revision that a DaemonSet records of its template, under a hash of the caller's choice. */
export const createdRevision = (
  daemonSet: DaemonSet,
  hash: string,
  number: number | bigint,
  semantics: Semantics = newestSemantics,
): ControllerRevision => {
  const { metadata, spec } = daemonSet
  const template = writtenTemplate(spec?.template, semantics)
  const labels = spec?.template?.metadata?.labels ?? {}
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${metadata?.name ?? ''}-${hash}`,
      namespace: metadata?.namespace,
      labels: Object.fromEntries([
        ...Object.keys(labels).map((key) => [key, own(labels, key) ?? '']),
        [LABEL_REVISION_HASH, hash],
      ]),
      annotations: metadata?.annotations,
      ownerReferences: [ownerReference(daemonSet)],
    },
    revision: toInt64(number),
    data: { spec: { template: { ...template, $patch: 'replace' } } },
  }
}
