import {
  decide,
  daemonSetPolicy,
  orThrow,
  plan,
  updateCluster,
  type DaemonSet,
  type Pod,
  type Taint,
} from 'podfit'
import { causesSync, evictedPods } from 'podfit/controller'
import { diff } from 'podfit/impact'
import { daemonSetRow, editTaints, parseTaints, rolloutHistory, rolloutUndo } from 'podfit/kubectl'
import { kubectlUndoText } from 'podfit/report'
import { askedCluster } from './askedCluster.js'
import { openStage, WrongPrediction, type Step, type Tally } from './check.js'
import { explaining, policies, webhook } from './embedded.js'
import {
  controllersWork,
  createNamespace,
  joinReadyNodes,
  newNode,
  type Session,
} from './session.js'
import {
  applyDaemonSet,
  cordon,
  createOrphan,
  deleteDaemonSet,
  deleteNode,
  deletePod,
  finish,
  join,
  kubectl,
  kubeletGone,
  label,
  refuse,
  report,
  taint,
  uncordon,
  undo,
  untaint,
  withImage,
} from './steps.js'
import { isTerminating } from './podState.js'
import { kubelets, rollOut } from './rollouts.js'
import { byText, tellIn, type Told } from './told.js'

type Story = (told: Told) => Promise<void>

const MASTER = 'node-role.kubernetes.io/master'

const daemonSet = (
  name: string,
  podSpec: object = {},
  spec: object = {},
  image = 'registry.invalid/app:1',
): DaemonSet => ({
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'main', image }], ...podSpec },
    },
    ...spec,
  },
})

/** The cells of `kubectl get daemonsets` but the age, as podfit and as kubectl has them. */
const claimRow = async (told: Told, name: string): Promise<void> => {
  const { AGE: _, ...row } = daemonSetRow(told.daemonSet(name), { now: new Date() })
  const printed = await kubectl(told.session, ['-n', told.namespace, 'get', 'daemonset', name])
  const [, cells = ''] = printed.split('\n')
  told.claim(
    `kubectl get daemonset ${name}`,
    Object.values(row).join(' '),
    cells.split(/\s+/).filter(Boolean).slice(0, -1).join(' '),
  )
}

/** `kubectl taint`, predicted word for word. */
const kubectlTaint = async (told: Told, name: string, argument: string): Promise<void> => {
  const node = told.node(name)
  const edit = orThrow(parseTaints([argument]))
  const { operation, taints } = orThrow(editTaints(node.spec?.taints, edit))
  const after = { ...node, spec: { ...node.spec, taints } }
  let printed = ''
  await told.step(({ session, cluster }) => ({
    text: `kubectl taint nodes ${name} ${argument}`,
    after: updateCluster(cluster, { put: { nodes: [after] } }),
    act: async () => {
      printed = await kubectl(session, ['taint', 'nodes', name, argument])
    },
  }))
  told.claim(`kubectl taint nodes ${name} ${argument}`, `node/${name} ${operation}`, printed.trim())
}

/** The story that everybody tells: a taint that is taken off and put back. */
const redis: Story = async (told) => {
  const { step, claim } = told
  const noSchedule = { key: MASTER, effect: 'NoSchedule' }
  const desired = (): number => told.daemonSet('redis-ds').status?.desiredNumberScheduled ?? -1
  await step((scene) => taint(scene, told.node('master'), noSchedule))
  await step((scene) => applyDaemonSet(scene, 'create redis-ds', daemonSet('redis-ds')))
  claim('DESIRED with the master tainted', 1, desired())
  await claimRow(told, 'redis-ds')
  await kubelets(told, 'redis-ds')
  await kubectlTaint(told, 'master', `${MASTER}:NoSchedule-`)
  claim('DESIRED without the taint', 2, desired())
  await kubelets(told, 'redis-ds')
  await claimRow(told, 'redis-ds')

  const before = told.node('master')
  const node = { ...before, spec: { ...before.spec, taints: [noSchedule] } }
  const after = updateCluster(told.stage.world().cluster, { put: { nodes: [node] } })
  const { queued } = causesSync({ code: 'NodeUpdated', before, node }, after)
  const [impact] = diff(told.stage.world().cluster, after, { now: new Date() }).daemonSets
  claim('the taint causes no pass', [], queued)
  claim('the pod on master stays', 1, impact?.pods?.misscheduled)
  await kubectlTaint(told, 'master', `${MASTER}=:NoSchedule`)
  claim('DESIRED with the taint put back', 2, desired())
  const next = plan(told.stage.world().cluster, told.daemonSet('redis-ds'), { now: new Date() })
  await step((scene) =>
    applyDaemonSet(scene, 'something queues redis-ds: a label', {
      ...told.daemonSet('redis-ds'),
      metadata: { ...told.daemonSet('redis-ds').metadata, labels: { seen: 'yes' } },
    }),
  )
  claim('DESIRED once something queues it', next.status.computed.desiredNumberScheduled, desired())
  claim('DESIRED is 1', 1, desired())
  await claimRow(told, 'redis-ds')
}

/** Taints of every effect, with and without seconds, cordons, labels. */
const nodes: Story = async (told) => {
  const { step, claim } = told
  const podSpec = {
    nodeSelector: { disk: 'ssd' },
    tolerations: [
      { key: 'maintenance', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 2 },
      { key: 'slow', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 3600 },
    ],
  }
  const noExecute = (key: string): Taint => ({ key, effect: 'NoExecute' })
  await step((scene) => applyDaemonSet(scene, 'create agent', daemonSet('agent', podSpec)))
  claim('pods without the label', 0, told.pods('agent').length)
  for (const name of ['a', 'b', 'c']) {
    const before = told.stage.world().cluster
    const made = {
      ...told.node(name),
      metadata: { ...told.node(name).metadata, labels: { disk: 'ssd' } },
    }
    const [impact] = diff(before, updateCluster(before, { put: { nodes: [made] } }), {
      now: new Date(),
    }).daemonSets
    const had = told.pods('agent').length
    await step((scene) => label(scene, told.node(name), 'disk', 'ssd'))
    claim(
      `diff counts the pods of the label on ${name}`,
      impact?.pods?.created,
      told.pods('agent').length - had,
    )
  }
  await kubelets(told, 'agent')
  const policy = orThrow(daemonSetPolicy(told.daemonSet('agent')))
  claim(
    'every node takes it',
    ['run', 'run', 'run'],
    ['a', 'b', 'c'].map((name) => decide(policy, told.node(name))),
  )

  await step((scene) => cordon(scene, told.node('a')))
  claim('a cordon changes nothing', 3, told.pods('agent').length)
  await step((scene) =>
    deletePod(scene, told.pods('agent').find((pod) => pod.spec?.nodeName === 'a') as Pod),
  )
  await kubelets(told, 'agent')
  claim('a cordoned node gets its pod again', 3, told.pods('agent').length)
  await step((scene) => uncordon(scene, told.node('a')))

  await step((scene) => taint(scene, told.node('a'), noExecute('slow')))
  claim(
    '3600 seconds are not over',
    3,
    told.pods('agent').filter((pod) => !isTerminating(pod)).length,
  )
  await step((scene) => untaint(scene, told.node('a'), noExecute('slow')))
  await timedEviction(told)
  await step((scene) => taint(scene, told.node('c'), noExecute('dedicated')))
  await kubelets(told, 'agent')
  claim('nobody tolerates it', 2, told.pods('agent').length)
  await step((scene) => untaint(scene, told.node('c'), noExecute('dedicated')))
  await step((scene) => label(scene, told.node('a'), 'disk', 'hdd'))
  await kubelets(told, 'agent')
  await claimRow(told, 'agent')
}

/** The taint is tolerated for two seconds, again and again. */
const timedEviction = async (told: Told): Promise<void> => {
  const pod = told.pods('agent').find(({ spec }) => spec?.nodeName === 'b') as Pod
  const before = told.node('b')
  const taints = [{ key: 'maintenance', effect: 'NoExecute' }]
  const tainted = { ...before, spec: { ...before.spec, taints } }
  const after = updateCluster(told.stage.world().cluster, { put: { nodes: [tainted] } })
  const [evicted] = evictedPods(after, { now: new Date() })
  const start = Date.now()
  const at = told.session.observer.changes().length
  await told.step((scene) => taint(scene, told.node('b'), taints[0] as Taint))
  const seen = told.session.observer
    .changes()
    .slice(at)
    .find(
      ({ kind, object }) =>
        kind === 'pods' &&
        (object as Pod).metadata?.name === pod.metadata?.name &&
        isTerminating(object as Pod),
    )
  const terminated = (seen?.object as Pod | undefined)?.metadata as
    { deletionTimestamp?: string; deletionGracePeriodSeconds?: number } | undefined
  // The server writes when the pod's grace is over, in whole seconds.
  const when =
    new Date(terminated?.deletionTimestamp ?? 0).getTime() -
    (terminated?.deletionGracePeriodSeconds ?? 0) * 1000
  const seconds = (new Date(evicted?.latest ?? 0).getTime() - start) / 1000
  told.claim('evictedPods names the pod', pod.metadata?.name, evicted?.name)
  told.claim(
    'it is evicted after two seconds',
    true,
    Math.abs(seconds - 2) < 0.5 && when >= start + 1000 && when <= start + 7000,
  )
  await told.step((scene) =>
    untaint(scene, told.node('b'), { key: 'maintenance', effect: 'NoExecute' }),
  )
  await kubelets(told, 'agent')
}

/** Nodes that go and come back. */
const coming: Story = async (told) => {
  const { step, claim } = told
  await step((scene) => applyDaemonSet(scene, 'create agent', daemonSet('agent')))
  await kubelets(told, 'agent')
  await step((scene) => deleteNode(scene, told.node('b')))
  claim(
    'the pod of the node is not the DaemonSet controller’s to remove',
    3,
    told.pods('agent').length,
  )
  const planned = plan(told.stage.world().cluster, told.daemonSet('agent'), { now: new Date() })
  claim(
    'it is stranded',
    ['stranded'],
    planned.pods.map(({ disposition }) => disposition.code).filter((code) => code !== 'keep'),
  )
  const stranded = told.pods('agent').find(({ spec }) => spec?.nodeName === 'b') as Pod
  await step((scene) => finish(scene, stranded))
  await step((scene) => join(scene, 'b', {}, []))
  claim('a new node is not ready, which no DaemonSet tolerates', 2, told.pods('agent').length)
  await step((scene) =>
    untaint(scene, told.node('b'), { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }),
  )
  claim('it gets a pod', 3, told.pods('agent').length)
  await kubelets(told, 'agent')
  await claimRow(told, 'agent')
}

const rollingUpdate = (settings: object): object => ({
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: settings },
})

/** An update from a whole DaemonSet to the end of the rollout, by a strategy. */
const update = async (told: Told, name: string, spec: object): Promise<void> => {
  const { step, daemonSet: get } = told
  await step((scene) => applyDaemonSet(scene, `create ${name}`, daemonSet(name, {}, spec)))
  await rollOut(told, name)
  await step((scene) =>
    applyDaemonSet(scene, `update ${name}`, withImage(get(name), 'registry.invalid/app:2')),
  )
}

const updates: Story = async (told) => {
  await update(told, 'unavailable', rollingUpdate({ maxUnavailable: 2 }))
  await rollOut(told, 'unavailable')
  await update(told, 'percent', rollingUpdate({ maxUnavailable: '34%' }))
  await rollOut(told, 'percent')
  await update(told, 'surge', rollingUpdate({ maxSurge: 1, maxUnavailable: 0 }))
  await rollOut(told, 'surge')
  await update(told, 'slow', { ...rollingUpdate({ maxUnavailable: 1 }), minReadySeconds: 1 })
  await rollOut(told, 'slow')
  await claimRow(told, 'surge')
}

/** A rollout that ends, or not, at a node without a kubelet: which one is for Kubernetes to pick. */
const stalling: Story = async (told) => {
  const spec = rollingUpdate({ maxUnavailable: 1 })
  await told.step((scene) => applyDaemonSet(scene, 'create app', daemonSet('app', {}, spec)))
  await rollOut(told, 'app')
  await told.step((scene) => kubeletGone(scene, told.node('c')))
  await told.step((scene) =>
    applyDaemonSet(scene, 'update app', withImage(told.daemonSet('app'), 'registry.invalid/app:2')),
  )
  await rollOut(told, 'app', ['c'])
  await claimRow(told, 'app')
}

const onDelete: Story = async (told) => {
  const { step, claim, pods } = told
  await update(told, 'manual', { updateStrategy: { type: 'OnDelete' } })
  claim('nothing is replaced', 0, told.daemonSet('manual').status?.updatedNumberScheduled ?? 0)
  for (const pod of pods('manual')) {
    await step((scene) => deletePod(scene, pod))
    await kubelets(told, 'manual')
  }
  claim('all are replaced', 3, told.daemonSet('manual').status?.updatedNumberScheduled ?? 0)
  await claimRow(told, 'manual')
}

const undoing: Story = async (told) => {
  const { step, claim } = told
  await update(told, 'app', rollingUpdate({ maxUnavailable: 1 }))
  const revisions = () => [...(told.stage.world().cluster.revisions?.values() ?? [])]
  const numbers = () =>
    rolloutHistory(told.daemonSet('app'), revisions()).map(({ revision }) => revision)
  claim('history', [1, 2], numbers())
  const printed = await kubectl(told.session, [
    '-n',
    told.namespace,
    'rollout',
    'history',
    'daemonset/app',
  ])
  claim(
    'kubectl rollout history',
    numbers().map(String),
    printed.split('\n').flatMap((line) => /^(\d+)\s/.exec(line)?.[1] ?? []),
  )
  const undone = orThrow(rolloutUndo(told.daemonSet('app'), revisions()))
  claim('what kubectl rollout undo will say', 'rolled back', kubectlUndoText(undone, 0))
  await step((scene) => undo(scene, told.daemonSet('app')) as Step)
  claim('the first revision has another number', [2, 3], numbers())
  await rollOut(told, 'app')
  await claimRow(told, 'app')
}

const adoption: Story = async (told) => {
  const { step, claim } = told
  await step((scene) => applyDaemonSet(scene, 'create agent', daemonSet('agent')))
  await kubelets(told, 'agent')
  const names = told.pods('agent').map(({ metadata }) => metadata?.name)
  const going = told.daemonSet('agent')
  await step((scene) => ({
    ...deleteDaemonSet(scene, going, 'orphan'),
    act: () =>
      kubectl(told.session, [
        '-n',
        told.namespace,
        'delete',
        'daemonset',
        'agent',
        '--cascade=orphan',
      ]),
  }))
  const orphans = [...(told.stage.world().cluster.pods?.values() ?? [])]
  claim(
    'the pods are orphans',
    names,
    orphans.map(({ metadata }) => metadata?.name ?? '').toSorted(byText),
  )
  await step((scene) => applyDaemonSet(scene, 'create agent again', daemonSet('agent')))
  claim(
    'the pods are adopted',
    names,
    told.pods('agent').map(({ metadata }) => metadata?.name),
  )
  await step((scene) => createOrphan(scene, 'stranger', 'a', { app: 'agent' }))
  await kubelets(told, 'agent')
  await step((scene) => deleteDaemonSet(scene, told.daemonSet('agent'), 'foreground'))
  await kubelets(told, 'agent')
  claim('the DaemonSet is gone with its last pod', 0, told.stage.world().cluster.daemonSets?.size)
}

/** Pods that fail are replaced later and later, until the controller has forgotten them. */
const failing: Story = async (told) => {
  const { step, claim, session, stage } = told
  const remembered = () =>
    [...stage.world().backoffs.values()].flatMap((each) => Object.values(each)).at(-1)
  const fails = async (seconds: number): Promise<void> => {
    const before = remembered()
    const [pod] = told.pods('agent')
    await step((scene) => report(scene, pod as Pod, 'Failed'))
    claim('a successor is there', 1, told.pods('agent').length)
    claim('the next one waits for', seconds, remembered()?.seconds)
    const due = before && new Date(before.since).getTime() + before.seconds * 1000
    claim('it is there as soon as the backoff is over, not earlier', true, Date.now() >= (due ?? 0))
  }
  await step((scene) => applyDaemonSet(scene, 'create agent', daemonSet('agent')))
  for (const seconds of [1, 2, 4]) await fails(seconds)
  await session.controlPlane.restartControllers()
  await controllersWork(session)
  stage.forgotten()
  await fails(1)
}

/** Manifests that the API server refuses, in its own words; podfit tells them before. */
const refused: Story = async (told) => {
  const { step } = told
  const manifests: readonly (readonly [string, DaemonSet])[] = [
    ['restartPolicy', daemonSet('bad', { restartPolicy: 'Never' })],
    ['no budget', daemonSet('bad', {}, rollingUpdate({ maxUnavailable: 0, maxSurge: 0 }))],
    ['both budgets', daemonSet('bad', {}, rollingUpdate({ maxUnavailable: 1, maxSurge: '10%' }))],
    ['too much', daemonSet('bad', {}, rollingUpdate({ maxUnavailable: '101%' }))],
    ['no percentage', daemonSet('bad', {}, rollingUpdate({ maxUnavailable: 'all' }))],
    ['strategy', daemonSet('bad', {}, { updateStrategy: { type: 'Recreate' } })],
    ['negative', daemonSet('bad', {}, { minReadySeconds: -1, revisionHistoryLimit: -2 })],
    ['selector', daemonSet('bad', {}, { selector: { matchLabels: { app: 'other' } } })],
    ['selects all', daemonSet('bad', {}, { selector: {} })],
    [
      'toleration',
      daemonSet('bad', { tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] }),
    ],
    [
      'seconds',
      daemonSet('bad', {
        tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 5 }],
      }),
    ],
    [
      'effect',
      daemonSet('bad', { tolerations: [{ key: 'a', operator: 'Exists', effect: 'Never' }] }),
    ],
    ['label', daemonSet('bad', { nodeSelector: { 'a b': 'c d' } })],
    [
      'affinity',
      daemonSet('bad', {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                { matchExpressions: [{ key: 'x', operator: 'Gt', values: ['1', '2'] }] },
              ],
            },
          },
        },
      }),
    ],
    [
      'operator',
      daemonSet('bad', {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: 'x', operator: 'Like' }] }],
            },
          },
        },
      }),
    ],
    ['deadline', daemonSet('bad', { activeDeadlineSeconds: 5 })],
  ]
  for (const [what, manifest] of manifests) {
    await step((scene) => refuse(scene, what, manifest))
  }
  await step((scene) => applyDaemonSet(scene, 'create good', daemonSet('good')))
  const stored = told.daemonSet('good')
  const selector = { matchLabels: { app: 'good', more: 'yes' } }
  const other = { ...stored, spec: { ...stored.spec, selector } }
  await step((scene) => refuse(scene, 'another selector', other, stored))
}

const STORIES: Readonly<Record<string, readonly [nodes: readonly string[], story: Story]>> = {
  'a taint put back': [['master', 'worker'], redis],
  'taints, cordons, labels': [['a', 'b', 'c'], nodes],
  'nodes that go and come': [['a', 'b', 'c'], coming],
  updates: [['a', 'b', 'c', 'd'], updates],
  'a node without a kubelet': [['a', 'b', 'c'], stalling],
  OnDelete: [['a', 'b', 'c'], onDelete],
  undo: [['a', 'b', 'c'], undoing],
  'orphans and adoption': [['a', 'b'], adoption],
  'pods that fail': [['a'], failing],
  'refused manifests': [['a'], refused],
  'a webhook of ours': [['a', 'b'], webhook],
  'a controller that explains': [['a', 'b'], explaining],
  'policies in CEL': [['a'], policies],
  'a cluster that is asked': [['a', 'b'], askedCluster],
}

/** Tells every story with the given words in its title, each in a namespace of its own; says how many. */
export const tellStories = async (
  session: Session,
  tally: Tally,
  clear: (namespace: string) => Promise<void>,
  only: string,
): Promise<number> => {
  let number = 0
  let stories = 0
  for (const [title, [names, story]] of Object.entries(STORIES)) {
    number++
    if (!title.includes(only)) continue
    stories++
    const namespace = `story-${number}`
    await createNamespace(session, namespace)
    await joinReadyNodes(
      session,
      names.map((name) => newNode(name)),
    )
    const stage = await openStage(session, namespace, tally)
    const told = tellIn(session, namespace, stage, tally)
    try {
      await story(told)
    } catch (error) {
      if (!(error instanceof WrongPrediction)) throw error
      throw new WrongPrediction(`story "${title}": ${error.message}`, error.details)
    }
    await clear(namespace)
  }
  return stories
}
