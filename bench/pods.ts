import { type DaemonSet, daemonSetPolicy, type Node, orThrow, type Pod, shouldRun } from 'podfit'
import { uid } from './nodes.js'
import { random, type Random } from './random.js'

/** Of how many pods, most belong to DaemonSets and run where they should; the others to ReplicaSets. */
export function* makePods(
  seed: number,
  count: number,
  nodes: readonly Node[],
  daemonSets: readonly DaemonSet[],
): Generator<Pod> {
  const chance = random(seed + 2)
  const ofDaemons = Math.floor((count * 3) / 5)
  let made = 0
  for (const { daemonSet, eligible } of smallestFirst(nodes, daemonSets)) {
    for (const node of eligible) {
      if (made === ofDaemons) break
      made++
      yield daemonPod(daemonSet, node.metadata?.name ?? '', chance)
    }
  }
  for (; made < count; made++) {
    yield replicaPod(made, chance.pick(nodes).metadata?.name ?? '', chance)
  }
}

/** A pod of a DaemonSet on each of the nodes. */
export function* podOnEach(
  seed: number,
  daemonSet: DaemonSet,
  nodes: readonly Node[],
): Generator<Pod> {
  const chance = random(seed + 3)
  for (const node of nodes) yield daemonPod(daemonSet, node.metadata?.name ?? '', chance)
}

/** The DaemonSets that run on few nodes first, so that most of them have all the pods they want. */
const smallestFirst = (nodes: readonly Node[], daemonSets: readonly DaemonSet[]) =>
  daemonSets
    .map((daemonSet) => {
      const policy = orThrow(daemonSetPolicy(daemonSet))
      return { daemonSet, eligible: nodes.filter((node) => shouldRun(policy, node)) }
    })
    .sort((a, b) => a.eligible.length - b.eligible.length)

const daemonPod = (daemonSet: DaemonSet, node: string, chance: Random): Pod => {
  const { metadata, spec } = daemonSet
  const template = spec?.template
  const name = metadata?.name ?? ''
  return pod({
    chance,
    name: `${name}-${chance.hex(5)}${chance.hex(5)}`,
    namespace: metadata?.namespace ?? '',
    node,
    image: template?.spec?.containers?.[0]?.image ?? '',
    labels: { ...template?.metadata?.labels, 'controller-revision-hash': REVISION_HASH },
    owner: { apiVersion: 'apps/v1', kind: 'DaemonSet', name, uid: metadata?.uid },
    spec: {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] },
            ],
          },
        },
      },
      nodeSelector: template?.spec?.nodeSelector,
      tolerations: template?.spec?.tolerations,
    },
  })
}

const replicaPod = (i: number, node: string, chance: Random): Pod => {
  const app = `service-${i % 900}`
  const hash = `7d9${(i % 900).toString(16).padStart(7, '0')}`
  return pod({
    chance,
    name: `${app}-${hash}-${chance.hex(5)}`,
    namespace: `apps-${i % 60}`,
    node,
    image: `registry.example.com/platform/${app}:v1.0.0`,
    labels: { app, 'pod-template-hash': hash },
    owner: {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      name: `${app}-${hash}`,
      uid: `00000000-0000-4000-8000-${hash.padStart(12, '0')}`,
    },
    spec: {},
  })
}

/** The hash of the revision that every pod of a DaemonSet has. */
export const REVISION_HASH = '6f7c9d8b54'

interface PodParts {
  readonly chance: Random
  readonly name: string
  readonly namespace: string
  readonly node: string
  readonly image: string
  readonly labels: Readonly<Record<string, string>>
  readonly owner: { readonly name: string; readonly [field: string]: unknown }
  readonly spec: NonNullable<Pod['spec']>
}

/** A pod as the API server serves it, some five thousand bytes of JSON. */
const pod = ({ chance, name, namespace, node, image, labels, owner, spec }: PodParts): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    annotations: {
      'checksum/config': chance.hex(64),
      'prometheus.io/port': '9102',
      'prometheus.io/scrape': 'true',
    },
    creationTimestamp: '2026-05-01T08:00:00Z',
    generateName: `${name.slice(0, -5)}-`,
    labels: { ...labels, 'app.kubernetes.io/managed-by': 'Helm' },
    name,
    namespace,
    ownerReferences: [{ ...owner, blockOwnerDeletion: true, controller: true }],
    resourceVersion: String(chance.below(2 ** 31)),
    uid: uid(chance),
  } as Pod['metadata'] & object,
  spec: {
    ...spec,
    containers: CONTAINERS.map((container) => ({
      args: ['--v=2', `--node=$(NODE_NAME)`, `--config=/etc/${container}/config.yaml`],
      env: ENVIRONMENT.map((variable) => ({
        name: variable,
        valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.${variable}` } },
      })),
      image,
      imagePullPolicy: 'IfNotPresent',
      livenessProbe: PROBE,
      name: container,
      ports: [{ containerPort: 9102, name: 'metrics', protocol: 'TCP' }],
      readinessProbe: PROBE,
      resources: {
        limits: { memory: '128Mi' },
        requests: { cpu: '50m', memory: `${64 + (owner.name.length % 64)}Mi` },
      },
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      volumeMounts: VOLUMES.map((volume) => ({ mountPath: `/var/${volume}`, name: volume })),
    })),
    dnsPolicy: 'ClusterFirst',
    enableServiceLinks: true,
    nodeName: node,
    preemptionPolicy: 'PreemptLowerPriority',
    priority: 0,
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: { runAsNonRoot: true, runAsUser: 65532 },
    serviceAccount: 'default',
    serviceAccountName: 'default',
    terminationGracePeriodSeconds: 30,
    tolerations: [
      ...(spec.tolerations ?? []),
      ...['not-ready', 'unreachable'].map((what) => ({
        effect: 'NoExecute',
        key: `node.kubernetes.io/${what}`,
        operator: 'Exists',
      })),
    ],
    volumes: VOLUMES.map((volume) => ({
      configMap: { defaultMode: 420, name: volume },
      name: volume,
    })),
  },
  status: {
    conditions: [
      'PodReadyToStartContainers',
      'Initialized',
      'Ready',
      'ContainersReady',
      'PodScheduled',
    ].map((type) => ({
      lastProbeTime: null,
      lastTransitionTime: '2026-05-01T08:00:20Z',
      status: 'True',
      type,
    })),
    containerStatuses: CONTAINERS.map((container) => ({
      containerID: `containerd://${chance.hex(64)}`,
      image,
      imageID: `registry.example.com/platform@sha256:${chance.hex(64)}`,
      lastState: {},
      name: container,
      ready: true,
      restartCount: chance.below(4),
      started: true,
      state: { running: { startedAt: '2026-05-01T08:00:10Z' } },
    })),
    hostIP: '10.0.0.1',
    phase: 'Running',
    podIP: `10.1.${chance.below(256)}.${chance.below(256)}`,
    qosClass: 'Burstable',
    startTime: '2026-05-01T08:00:00Z',
  } as Pod['status'] & object,
})

const CONTAINERS = ['main', 'sidecar']
const ENVIRONMENT = ['name', 'namespace', 'uid']
const VOLUMES = ['config', 'certificates', 'cache']
const PROBE = {
  failureThreshold: 3,
  httpGet: { path: '/healthz', port: 'metrics', scheme: 'HTTP' },
  periodSeconds: 10,
  successThreshold: 1,
  timeoutSeconds: 1,
}
