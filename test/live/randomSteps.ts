import type { DaemonSet, Pod, Taint } from 'podfit'
import type { Step } from './check.js'
import { hasEnded, isBound, isReady, isTerminating } from './podState.js'
import type { Random } from './random.js'
import {
  applyDaemonSet,
  cordon,
  createOrphan,
  deleteDaemonSet,
  deleteNode,
  deletePod,
  finish,
  join,
  label,
  refuse,
  relabelPod,
  report,
  taint,
  uncordon,
  undo,
  untaint,
  type Scene,
} from './steps.js'

const NODES = ['n1', 'n2', 'n3', 'n4', 'n5'] as const
const DAEMON_SETS = ['agent', 'proxy'] as const

/** Small vocabularies, which collide often. */
const KEYS = ['dedicated', 'maintenance', 'example.com/gpu'] as const
const VALUES = ['', 'a'] as const
const EFFECTS = ['NoSchedule', 'NoSchedule', 'NoExecute', 'PreferNoSchedule'] as const
const LABELS = ['disk', 'zone'] as const
const LABEL_VALUES = ['ssd', 'hdd'] as const

type Json = Readonly<Record<string, unknown>>

const tolerations = (random: Random): readonly Json[] =>
  Array.from({ length: random.below(3) }, () => {
    const effect = random.pick(['', ...EFFECTS])
    const key = random.pick(['', ...KEYS, ...KEYS])
    const value = random.pick(VALUES)
    const seconds = random.pick([undefined, 1, 3600])
    return {
      ...(key !== '' && { key }),
      ...(key === '' || random.chance(50)
        ? { operator: 'Exists' }
        : { operator: 'Equal', ...(value !== '' && { value }) }),
      ...(effect !== '' && { effect }),
      ...(effect === 'NoExecute' && seconds !== undefined && { tolerationSeconds: seconds }),
    }
  })

const selection = (random: Random): Json => {
  switch (random.below(6)) {
    case 0:
      return { nodeSelector: { [random.pick(LABELS)]: random.pick(LABEL_VALUES) } }
    case 1: {
      const key = random.pick(LABELS)
      const expression = random.pick([
        { key, operator: 'Exists' },
        { key, operator: 'DoesNotExist' },
        { key, operator: 'In', values: [...LABEL_VALUES] },
        { key, operator: 'NotIn', values: [random.pick(LABEL_VALUES)] },
      ])
      const other = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }
      const terms = [{ matchExpressions: [expression] }, ...(random.chance(30) ? [other] : [])]
      return {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms },
          },
        },
      }
    }
    case 2:
      return random.chance(20) ? { nodeName: random.pick(NODES) } : {}
    default:
      return {}
  }
}

const updateStrategy = (random: Random): Json =>
  random.pick<() => Json>([
    () => ({ type: 'OnDelete' }),
    () => ({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: random.pick([1, 1, 2, 3, '50%', '1%']) },
    }),
    () => ({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: 0, maxSurge: random.pick([1, 1, 2, '50%', '100%']) },
    }),
  ])()

/** A manifest as people write it: what it leaves out the API server fills in. */
const manifest = (random: Random, called: string): DaemonSet => ({
  metadata: { name: called, labels: { team: random.pick(['a', 'b']) } },
  spec: {
    selector: { matchLabels: { app: called } },
    ...(random.chance(30) && { revisionHistoryLimit: random.below(3) }),
    ...(random.chance(25) && { minReadySeconds: random.pick([1, 2, 3600]) }),
    ...(random.chance(85) && { updateStrategy: updateStrategy(random) }),
    template: {
      metadata: { labels: { app: called, ...(random.chance(20) && { tier: 'x' }) } },
      spec: {
        containers: [{ name: 'main', image: `registry.invalid/${called}:${random.below(4)}` }],
        ...(random.chance(50) && { tolerations: tolerations(random) }),
        ...(random.chance(20) && { hostNetwork: true }),
        ...selection(random),
      },
    },
  },
})

/** One thing about a DaemonSet is changed. */
const changed = (random: Random, daemonSet: DaemonSet): DaemonSet => {
  const called = daemonSet.metadata?.name ?? ''
  const fresh = manifest(random, called)
  const spec = daemonSet.spec ?? {}
  const template = spec.template ?? {}
  const { nodeSelector: _, affinity: _a, nodeName: _n, ...podSpec } = template.spec ?? {}
  const withChanges = (changes: Json): DaemonSet => ({
    ...daemonSet,
    spec: { ...spec, template: { ...template, spec: { ...template.spec, ...changes } } },
  })
  const image = `registry.invalid/${called}:${random.below(6)}`
  return random.pick<() => DaemonSet>([
    () => withChanges({ containers: [{ ...podSpec.containers?.[0], image }] }),
    () => withChanges({ containers: [{ ...podSpec.containers?.[0], image }] }),
    () => withChanges({ tolerations: tolerations(random) }),
    () => ({
      ...daemonSet,
      spec: { ...spec, template: { ...template, spec: { ...podSpec, ...selection(random) } } },
    }),
    () => ({ ...daemonSet, spec: { ...spec, updateStrategy: updateStrategy(random) } }),
    () => ({
      ...daemonSet,
      spec: { ...spec, minReadySeconds: random.pick([0, 0, 1, 2, 3600]) },
    }),
    () => ({ ...daemonSet, spec: { ...spec, revisionHistoryLimit: random.below(3) } }),
    () => ({ ...fresh, metadata: { ...daemonSet.metadata, ...fresh.metadata } }),
  ])()
}

/** Another image and a budget for it: what a rolling update is about. */
const rolledOut = (random: Random, daemonSet: DaemonSet): DaemonSet => {
  const { spec, metadata } = daemonSet
  const image = `registry.invalid/${metadata?.name ?? ''}:${random.below(6)}`
  const containers = [{ ...spec?.template?.spec?.containers?.[0], image }]
  const rollingUpdate = random.pick([
    { maxUnavailable: 1 },
    { maxUnavailable: 2 },
    { maxUnavailable: '40%' },
    { maxUnavailable: 0, maxSurge: 1 },
    { maxUnavailable: 0, maxSurge: 2 },
  ])
  return {
    ...daemonSet,
    spec: {
      ...spec,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate },
      minReadySeconds: random.pick([0, 0, 1]),
      template: { ...spec?.template, spec: { ...spec?.template?.spec, containers } },
    },
  }
}

type Spoilt = (spec: Json, podSpec: Json) => Json

const withPodSpec = (spec: Json, podSpec: Json): Json => ({
  ...spec,
  template: { ...(spec['template'] as Json), spec: podSpec },
})

/** What the API server refuses, one thing each. */
const SPOILT: readonly Spoilt[] = [
  (spec) => ({ ...spec, minReadySeconds: -1 }),
  (spec) => ({ ...spec, revisionHistoryLimit: -3 }),
  (spec) => ({ ...spec, updateStrategy: { type: 'Recreate' } }),
  (spec) => ({
    ...spec,
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } },
  }),
  (spec) => ({
    ...spec,
    updateStrategy: {
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: '10%', maxSurge: '101%' },
    },
  }),
  (spec) => ({ ...spec, selector: { matchLabels: { app: 'nobody' } } }),
  (spec) => ({ ...spec, selector: {} }),
  (spec, podSpec) => withPodSpec(spec, { ...podSpec, restartPolicy: 'OnFailure' }),
  (spec, podSpec) => withPodSpec(spec, { ...podSpec, activeDeadlineSeconds: 0 }),
  (spec, podSpec) => withPodSpec(spec, { ...podSpec, nodeSelector: { 'a/b/c': 'd', e: 'f g' } }),
  (spec, podSpec) =>
    withPodSpec(spec, {
      ...podSpec,
      tolerations: [
        { key: 'a', operator: 'Exists', value: 'b' },
        { operator: 'Equal', effect: 'Never' },
        { key: 'c', effect: 'NoSchedule', tolerationSeconds: 1 },
      ],
    }),
]

/** A manifest with something wrong, or with several things. */
const spoilt = (random: Random, called: string): DaemonSet => {
  const good = manifest(random, called)
  const podSpec = good.spec?.template?.spec as Json
  const once = random.pick(SPOILT)(good.spec as Json, podSpec)
  const twice = random.chance(50)
    ? random.pick(SPOILT)(once, (once['template'] as { readonly spec: Json }).spec)
    : once
  return { ...good, spec: twice }
}

const byNode = (a: Pod, b: Pod): number => {
  const key = ({ spec, metadata }: Pod): string =>
    `${spec?.nodeName ?? ''} ${metadata?.labels?.['app'] ?? ''} ${metadata?.creationTimestamp as string}`
  return key(a) < key(b) ? -1 : 1
}

interface Drawn {
  readonly weight: number
  readonly make: () => Step | undefined
}

/** A kind of step with the objects that it can be done to; without any it is not drawn. */
const each = <A>(
  random: Random,
  weight: number,
  objects: readonly A[],
  make: (object: A) => Step | undefined,
): readonly Drawn[] =>
  objects.length === 0 ? [] : [{ weight, make: () => make(random.pick(objects)) }]

/** How often a pod has failed on a node, which makes the controller wait longer each time. */
export type Failures = Map<string, number>

/** Draws the next step. */
export const randomStep = (scene: Scene, random: Random, failures: Failures, n: number): Step => {
  for (;;) {
    const drawn = kinds(scene, random, failures, n)
    let at = random.below(drawn.reduce((sum, { weight }) => sum + weight, 0))
    const kind = drawn.find(({ weight }) => (at -= weight) < 0)
    const step = kind?.make()
    if (step !== undefined) return step
  }
}

const kinds = (scene: Scene, random: Random, failures: Failures, n: number): readonly Drawn[] => {
  const { cluster, namespace } = scene
  const nodes = [...(cluster.nodes?.values() ?? [])]
  const pods = [...(cluster.pods?.values() ?? [])].sort(byNode)
  const daemonSets = [...(cluster.daemonSets?.values() ?? [])]
  const standing = daemonSets.filter((daemonSet) => !isTerminating(daemonSet))
  const absentNodes = NODES.filter((node) => cluster.nodes?.has(node) !== true)
  const absent = DAEMON_SETS.filter(
    (each_) => cluster.daemonSets?.has(`${namespace}/${each_}`) !== true,
  )
  const bound = pods.filter(isBound)
  // Only a kubelet that is there reports.
  const running = bound.filter(
    (pod) =>
      !isTerminating(pod) &&
      !hasEnded(pod) &&
      cluster.nodes?.has(pod.spec?.nodeName ?? '') === true,
  )
  const starting = running.filter((pod) => !isReady(pod))
  const stopping = bound.filter(isTerminating)
  const tainted = nodes.flatMap((node) =>
    (node.spec?.taints ?? []).map((each_) => [node, each_] as const),
  )
  const unready = tainted.filter(([, { key }]) => key === 'node.kubernetes.io/not-ready')
  const labelled = pods.filter((pod) => !isTerminating(pod))
  const randomTaint = (): Taint => {
    const value = random.pick(VALUES)
    return {
      key: random.pick(KEYS),
      ...(value !== '' && { value }),
      effect: random.pick(EFFECTS),
    }
  }
  /** With so many ready pods every budget here leaves some of them for later. */
  const serving = standing.filter(
    ({ metadata }) =>
      running.filter((pod) => isReady(pod) && pod.metadata?.labels?.['app'] === metadata?.name)
        .length >= 3,
  )
  /** A pod fails at most twice on a node, or the controller waits for longer than a test. */
  const mayFail = running.filter(
    ({ spec, metadata }) =>
      (failures.get(`${spec?.nodeName}/${metadata?.labels?.['app']}`) ?? 0) < 2,
  )
  return [
    ...each(random, 40, unready, ([node, which]) => untaint(scene, node, which)),
    ...each(random, 14, absentNodes, (called) =>
      join(
        scene,
        called,
        random.chance(50) ? { [random.pick(LABELS)]: random.pick(LABEL_VALUES) } : {},
        random.chance(30) ? [randomTaint() as Record<string, string>] : [],
      ),
    ),
    ...each(random, nodes.length > 2 ? 3 : 0, nodes, (node) => deleteNode(scene, node)),
    ...each(random, 14, nodes, (node) => taint(scene, node, randomTaint())),
    ...each(random, 14, tainted, ([node, which]) => untaint(scene, node, which)),
    ...each(random, 10, nodes, (node) =>
      label(scene, node, random.pick(LABELS), random.pick([undefined, ...LABEL_VALUES])),
    ),
    ...each(random, 3, nodes, (node) =>
      node.spec?.unschedulable === true ? uncordon(scene, node) : cordon(scene, node),
    ),
    ...each(random, daemonSets.length === 0 ? 60 : 8, absent, (called) =>
      applyDaemonSet(scene, `create daemonset ${called}`, manifest(random, called)),
    ),
    ...each(random, 24, standing, (daemonSet) => {
      const next = changed(random, daemonSet)
      return applyDaemonSet(scene, `update daemonset ${next.metadata?.name}`, next)
    }),
    ...each(random, 30, serving, (daemonSet) => {
      const next = rolledOut(random, daemonSet)
      return applyDaemonSet(scene, `roll out daemonset ${next.metadata?.name}`, next)
    }),
    ...each(random, 4, absent, (called) =>
      refuse(scene, `create a wrong ${called}`, spoilt(random, called)),
    ),
    ...each(random, 6, standing, (daemonSet) => undo(scene, daemonSet)),
    ...each(random, 4, standing, (daemonSet) =>
      deleteDaemonSet(
        scene,
        daemonSet,
        random.pick(['background', 'foreground', 'orphan', 'orphan']),
      ),
    ),
    ...each(random, 14 * Math.min(4, starting.length), starting, (pod) =>
      report(scene, pod, 'ready'),
    ),
    ...each(random, 7, running.filter(isReady), (pod) => report(scene, pod, 'unready')),
    ...each(random, 6, mayFail, (pod) => {
      const at = `${pod.spec?.nodeName}/${pod.metadata?.labels?.['app']}`
      failures.set(at, (failures.get(at) ?? 0) + 1)
      return report(scene, pod, 'Failed')
    }),
    ...each(random, 4, running, (pod) => report(scene, pod, 'Succeeded')),
    ...each(random, 14 * Math.min(4, stopping.length), stopping, (pod) => finish(scene, pod)),
    ...each(random, 6, pods, (pod) => deletePod(scene, pod)),
    ...each(random, 4, labelled, (pod) =>
      relabelPod(scene, pod, 'app', random.pick(['nobody', ...DAEMON_SETS, null])),
    ),
    ...each(random, 3, nodes, (node) =>
      createOrphan(scene, `orphan-${n}`, node.metadata?.name ?? '', {
        app: random.pick(DAEMON_SETS),
      }),
    ),
  ].filter(({ weight }) => weight > 0)
}
