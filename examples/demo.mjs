/**
 * The story that everyone learns DaemonSets with: two nodes, a taint on one of them, redis-ds. podfit tells
 * it with its own plan and reasons at each step. Run it with `npm run demo`; docs/tutorial.md walks through
 * it in words.
 */
import {
  applyPlan,
  cluster,
  daemonSetPolicy,
  explain,
  orThrow,
  plan,
  planText,
  updateCluster,
} from 'podfit'
import { causesSync } from 'podfit/controller'
import { daemonSetRow, editTaints, parseTaints } from 'podfit/kubectl'
import { verdictText } from 'podfit/report'

const now = '2026-01-01T12:00:00Z'
const print = (text = '') => console.log(text)
const indented = (lines) => lines.forEach((line) => print(`    ${line}`))

/** The world around the controller: pods are bound to the node they are pinned to, start, and become ready. */
const podsStart = (snapshot) => {
  const started = [...snapshot.pods.values()].map((pod) => {
    const [term] =
      pod.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution
        .nodeSelectorTerms
    const [nodeName] = term.matchFields[0].values
    const ready = { type: 'Ready', status: 'True', lastTransitionTime: now }
    const status = { phase: 'Running', conditions: [ready] }
    return { ...pod, spec: { ...pod.spec, nodeName }, status }
  })
  return updateCluster(snapshot, { put: { pods: started } })
}

/** Lets the controller run until it has nothing left to do, and says what each pass does. */
const settle = (scene) => {
  let { snapshot, daemonSet } = scene
  for (let pass = 1; ; pass++) {
    const next = plan(snapshot, daemonSet, { now })
    print(`  pass ${pass}`)
    const lines = planText(next)
    indented(lines.length > 0 ? lines : ['nothing to do'])
    const applied = applyPlan(snapshot, daemonSet, next)
    const rests =
      next.creates.length === 0 &&
      next.pods.every(
        ({ disposition }) => disposition.code !== 'delete' && disposition.code !== 'choice',
      )
    snapshot = podsStart(applied.cluster)
    daemonSet = applied.daemonSet
    if (rests) break
  }
  const row = daemonSetRow(daemonSet, { now })
  print(
    `  kubectl get ds: ${row.NAME}  DESIRED ${row.DESIRED}  CURRENT ${row.CURRENT}  READY ${row.READY}`,
  )
  return { snapshot, daemonSet }
}

/** `kubectl taint node NODE ARGUMENT`, and whether Kubernetes notices. */
const taint = (scene, name, argument) => {
  print(`\n$ kubectl taint node ${name} ${argument}`)
  const before = scene.snapshot.nodes.get(name)
  const edit = parseTaints([argument]).right
  const { operation, taints } = editTaints(before.spec.taints, edit).right
  print(`  node/${name} ${operation}`)
  const node = { ...before, spec: { ...before.spec, taints } }
  const snapshot = updateCluster(scene.snapshot, { put: { nodes: [node] } })
  const { queued } = causesSync({ code: 'NodeUpdated', before, node }, snapshot)
  print(
    queued.length > 0
      ? '  the controller reacts to it'
      : '  no event triggers a sync: until one does, DESIRED keeps its old number',
  )
  return { ...scene, snapshot }
}

const podOn = (snapshot, node) =>
  [...snapshot.pods.values()].find((pod) => pod.spec.nodeName === node)

const MASTER_TAINT = 'node-role.kubernetes.io/master:NoSchedule'

const begin = () => {
  const nodes = [
    {
      metadata: { name: 'master' },
      spec: { taints: [{ key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' }] },
    },
    { metadata: { name: 'worker' }, spec: {} },
  ]
  const labels = { name: 'redis-ds' }
  const container = {
    name: 'redis',
    image: 'redis:5-alpine',
    ports: [{ containerPort: 6379 }],
    resources: {},
  }
  const daemonSet = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { namespace: 'default', name: 'redis-ds', uid: '1', generation: 1 },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
      revisionHistoryLimit: 10,
    },
  }
  const snapshot = cluster({ nodes, pods: [], revisions: [], daemonSets: [daemonSet] })
  return { snapshot, daemonSet }
}

print('Two nodes: master, with the taint node-role.kubernetes.io/master:NoSchedule, and worker.')
print('\n$ kubectl apply -f redis-ds.yaml')
let scene = settle(begin())

scene = taint(scene, 'master', `${MASTER_TAINT}-`)
scene = settle(scene)

scene = taint(scene, 'master', MASTER_TAINT)
print('  When something does (a changed pod, a restart of the controller), it finds this:')
scene = settle(scene)
print('  Why the pod on master stays:')
indented(
  verdictText(
    explain(orThrow(daemonSetPolicy(scene.daemonSet)), scene.snapshot.nodes.get('master')),
  ),
)

const pod = podOn(scene.snapshot, 'master')
print(`\n$ kubectl delete pod ${pod.metadata.name}`)
const key = `default/${pod.metadata.name}`
scene = { ...scene, snapshot: updateCluster(scene.snapshot, { drop: { pods: [key] } }) }
scene = settle(scene)
print('  It is not recreated: no pod is started on master.')

print('\n$ kubectl edit ds redis-ds   # add a toleration for the taint to the template')
const toleration = {
  key: 'node-role.kubernetes.io/master',
  operator: 'Exists',
  effect: 'NoSchedule',
}
const { template } = scene.daemonSet.spec
const tolerant = {
  ...scene.daemonSet,
  metadata: { ...scene.daemonSet.metadata, generation: 2 },
  spec: {
    ...scene.daemonSet.spec,
    template: { ...template, spec: { ...template.spec, tolerations: [toleration] } },
  },
}
scene = settle({ ...scene, daemonSet: tolerant })

print('\nThe same with NoExecute. redis-ds tolerates no such taint, and both nodes run it.')
let second = taint(begin(), 'master', `${MASTER_TAINT}-`)
second = settle(second)
second = taint(second, 'master', 'node-role.kubernetes.io/master:NoExecute')
second = settle(second)
print(
  '  The pod is deleted at once; the taint eviction controller would not even wait for this one.',
)
