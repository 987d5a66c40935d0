import { createStore, decodePod, orThrow, updateCluster, type Node, type Pod } from 'podfit'
import { benchCluster, parsedCluster } from './cluster.js'
import { median, timed, type Figure } from './measurement.js'

const TAINT = { key: 'example.com/maintenance', effect: 'NoSchedule' }
const NOW = '2026-06-01T10:00:00Z'

/** So many pods as the size of the biggest clusters has them. */
const PODS = 150_000

/** So many events of a kind are measured. */
const EVENTS = 10_000

/** The time of each of many calls, in microseconds: the median of the later half, and the first. */
const eachTimed = <A>(
  events: readonly A[],
  tell: (event: A) => unknown,
): Pick<Figure, 'value' | 'first'> => {
  const times = events.map((event) => {
    const begin = performance.now()
    tell(event)
    return (performance.now() - begin) * 1000
  })
  return { value: median(times.slice(events.length / 2)), first: times[0] ?? 0 }
}

const tainted = (node: Node): Node => ({
  ...node,
  spec: { ...node.spec, taints: [...(node.spec?.taints ?? []), TAINT] },
})

const relabelled = (node: Node): Node => ({
  ...node,
  metadata: { ...node.metadata, labels: { ...node.metadata?.labels, 'example.com/window': 'b' } },
})

/** Its readiness is reported again, as it is when a probe fails. */
const notReady = (pod: Pod): Pod => ({
  ...pod,
  status: { ...pod.status, conditions: [{ type: 'Ready', status: 'False' }] },
})

/** What a store of a whole cluster takes to tell what an event changes, and a snapshot to become another one. */
export const storeEvents = (): readonly Figure[] => {
  const { nodes, daemonSets } = parsedCluster()
  const pods = [...benchCluster({ pods: PODS }).pods()].map((pod) => orThrow(decodePod(pod)))
  const store = createStore({ watch: 'reasons' })
  const start = performance.now()
  store.load({ nodes, daemonSets, pods, revisions: [], namespaces: [] })
  const filling = performance.now() - start

  let changes = 0
  const onNodes = (change: (node: Node) => Node): Pick<Figure, 'value' | 'first'> =>
    eachTimed(
      nodes.flatMap((node) => [change(node), node]),
      (node) => {
        changes += store.put('Node', node).decisions.length
      },
    )
  const taints = onNodes(tainted)
  const perEvent = Math.round(changes / (2 * nodes.length))
  const labels = onNodes(relabelled)
  const heartbeats = onNodes((node) => ({ ...node }))
  const podEvents = eachTimed(
    pods.slice(0, EVENTS / 2).flatMap((pod) => [notReady(pod), pod]),
    (pod) => store.put('Pod', pod),
  )

  const [first] = pods
  const before = store.snapshot()
  let edited = before
  const edit = eachTimed(pods.slice(0, EVENTS), (pod) => {
    edited = updateCluster(edited, { put: { pods: [notReady(pod)] } })
  })
  const afterwards = eachTimed(pods.slice(0, 200), (pod) => {
    store.put('Pod', notReady(pod))
    return store.snapshot()
  })
  const [smallest] = daemonSets.map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`)
  const planned = timed(() => {
    if (first !== undefined) store.put('Pod', { ...first })
    return store.plan(smallest ?? '', { now: NOW })
  })
  return [
    { name: 'node event', ...taints, unit: 'µs' },
    { name: 'node event, changes', value: perEvent, unit: 'count' },
    { name: 'node event, a label', ...labels, unit: 'µs' },
    { name: 'node event, nothing of note', ...heartbeats, unit: 'µs' },
    { name: 'pod event', ...podEvents, unit: 'µs' },
    { name: 'an edit of a cluster', ...edit, unit: 'µs' },
    { name: 'pod event and a snapshot', ...afterwards, unit: 'µs' },
    { name: 'pod event and a plan', ...planned, unit: 'ms' },
    { name: 'filling the store', value: filling, unit: 'ms' },
  ]
}
