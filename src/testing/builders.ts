import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { Pod, PodSpec } from '../kube/pod.js'
import type { Taint } from '../kube/taint.js'
import { pinnedAffinity, ownerReference } from '../sync/createdObjects.js'

/**
 * Reads a taint from `key=value:Effect`, `key:Effect` or `key`.
 */
export const aTaint = (text: string): Taint => {
  const [identity = '', effect] = text.split(':')
  const [key = '', value] = identity.split('=')
  return { key, ...(value !== undefined && { value }), ...(effect !== undefined && { effect }) }
}

/** A node with labels and, written as text, taints. */
export const aNode = (
  name: string,
  { labels = {}, taints = [] }: { labels?: StringMap; taints?: readonly string[] } = {},
): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels },
  spec: { taints: taints.map(aTaint) },
})

/** What of a DaemonSet a test cares about. */
export interface DaemonSetParts {
  readonly name?: string
  readonly podSpec?: PodSpec
  readonly spec?: DaemonSet['spec']
  readonly metadata?: DaemonSet['metadata']
  readonly status?: DaemonSet['status']
}

/** A DaemonSet in namespace `default` that selects its pods by the label `app` and rolls one by one. */
export const aDaemonSet = ({
  name = 'agent',
  podSpec = {},
  spec = {},
  metadata = {},
  status = {},
}: DaemonSetParts = {}): DaemonSet => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { namespace: 'default', name, uid: `uid-${name}`, generation: 1, ...metadata },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'main', image: 'main:1', resources: {} }], ...podSpec },
    },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
    revisionHistoryLimit: 10,
    ...spec,
  },
  status,
})

/** What of a daemon pod a test cares about. */
export interface PodParts {
  readonly node: string
  readonly name?: string
  readonly hash?: string
  /** Not bound to the node yet, only pinned to it. */
  readonly unbound?: boolean
  readonly phase?: string
  readonly ready?: boolean
  /** Ready since when; without it, for ever. */
  readonly since?: string
  readonly created?: string
  readonly metadata?: Pod['metadata']
}

/** A pod of a DaemonSet: owned by it, running and ready on its node unless said otherwise. */
export const aPodOf = (daemonSet: DaemonSet, parts: PodParts): Pod => {
  const { node, name = `pod-${node}`, hash, phase = 'Running', ready = phase === 'Running' } = parts
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace: daemonSet.metadata?.namespace,
      name,
      labels: {
        ...daemonSet.spec?.template?.metadata?.labels,
        ...(hash !== undefined && { 'controller-revision-hash': hash }),
      },
      creationTimestamp: parts.created ?? '2026-01-01T00:00:00Z',
      ownerReferences: [ownerReference(daemonSet)],
      ...parts.metadata,
    },
    spec: {
      ...(parts.unbound === true ? {} : { nodeName: node }),
      affinity: pinnedAffinity(undefined, node),
    },
    status: {
      phase,
      conditions: [
        {
          type: 'Ready',
          status: ready ? 'True' : 'False',
          lastTransitionTime: parts.since ?? '2026-01-01T00:00:00Z',
        },
      ],
    },
  }
}
