import type { ControllerRevision, DaemonSet } from 'podfit'
import { benchCluster, COUNTS } from './cluster.js'
import { listOf } from './kubectlList.js'
import { podOnEach, REVISION_HASH } from './pods.js'

const NODES = 5_000
const DAEMON_SETS = 300

/** The DaemonSet that has a pod on every node. */
export const WIDE = 'agents-0/everywhere'

/** What verbs read: nodes, DaemonSets with two revisions each, and so many pods, one object a line. */
export const verbsList = (pods: number): Generator<Buffer> => listOf(objects(pods))

function* objects(pods: number): Generator<object> {
  const counts = { nodes: NODES, daemonSets: DAEMON_SETS - 1, pods: pods - NODES }
  const cluster = benchCluster(counts)
  const [first] = cluster.daemonSets
  if (first === undefined) return
  const wide = wideOf(first)
  const daemonSets = [wide, ...cluster.daemonSets]
  yield* cluster.nodes
  yield* daemonSets
  for (const daemonSet of daemonSets) yield* revisionsOf(daemonSet)
  yield* podOnEach(COUNTS.seed, wide, cluster.nodes)
  yield* cluster.pods()
}

/** The manifest that gives the wide DaemonSet another image. */
export const wideManifest = (): DaemonSet => {
  const [first] = benchCluster({ nodes: 1, daemonSets: 1 }).daemonSets
  const { spec } = wideOf(first ?? {}, 'registry.example.com/platform/everywhere:v2')
  const [namespace, name] = WIDE.split('/')
  return { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { namespace, name }, spec }
}

const wideOf = (like: DaemonSet, image?: string): DaemonSet => {
  const [namespace = '', name = ''] = WIDE.split('/')
  const podSpec = like.spec?.template?.spec
  const labels = { app: name }
  return {
    ...like,
    metadata: { ...like.metadata, namespace, name, uid: '00000000-0000-4000-8000-000000000000' },
    spec: {
      ...like.spec,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...podSpec,
          affinity: undefined,
          containers: (podSpec?.containers ?? []).map((each) => ({
            ...each,
            image: image ?? each.image,
          })),
        },
      },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 50 } },
    },
  }
}

/** The revision that its pods have, and one before. */
const revisionsOf = (daemonSet: DaemonSet): readonly ControllerRevision[] =>
  [1, 2].map((revision) => {
    const { metadata, spec } = daemonSet
    const hash = revision === 2 ? REVISION_HASH : '5c5c5c5c5c'
    const template = {
      ...spec?.template,
      ...(revision === 1 && {
        metadata: { labels: { ...spec?.template?.metadata?.labels, old: 'y' } },
      }),
      $patch: 'replace',
    }
    return {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: {
        name: `${metadata?.name}-${hash}`,
        namespace: metadata?.namespace,
        labels: { ...spec?.template?.metadata?.labels, 'controller-revision-hash': hash },
        creationTimestamp: '2026-03-01T08:00:00Z',
        uid: `${metadata?.uid?.slice(0, -1)}${revision}`,
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'DaemonSet',
            name: metadata?.name,
            uid: metadata?.uid,
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      data: { spec: { template } },
      revision,
    }
  })
