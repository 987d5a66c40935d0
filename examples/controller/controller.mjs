/**
 * A controller that explains: it follows nodes and DaemonSets, and says in Events of a DaemonSet where it should run from
 * now on, where no longer, and why. `kubectl describe daemonset` shows them.
 *
 *   node examples/controller/controller.mjs
 *
 * It uses the kubeconfig at hand, or the service account of its pod.
 */
import { realpathSync } from 'node:fs'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { AppsV1Api, CoreV1Api, KubeConfig, makeInformer } from '@kubernetes/client-node'
import { createStore } from 'podfit'
import { reasonSummary } from 'podfit/report'

/** What a decision is in an Event: its type and reason, and the words around the nodes. */
const EVENTS = {
  run: ['Normal', 'ShouldRun', 'should run on', ''],
  stay: ['Warning', 'NoNewPods', 'no new pod on', '; an existing one keeps running'],
  leave: ['Warning', 'NotAllowed', 'not allowed on', '; an existing pod is deleted'],
}

/** So many nodes are named; the longest message that an Event may have. */
const [NAMED, LONGEST] = [5, 1024]

const someOf = (nodes) =>
  nodes.length <= NAMED
    ? nodes.join(', ')
    : `${nodes.slice(0, NAMED).join(', ')} and ${nodes.length - NAMED} more`

/**
 * What is known of the cluster, without a client, so that it is tested without a server. Edits are collected: a hundred
 * nodes that get a label are one Event.
 */
export const explainer = () => {
  const store = createStore({ watch: 'reasons' })
  const listed = new Set()
  const edits = new Map()

  /** The Events that tell of a change, one for each DaemonSet, decision and reasons. */
  const eventsOf = ({ reasons }) => {
    const groups = new Map()
    for (const { daemonSet, node, after } of reasons) {
      if (after === undefined) continue
      const why = store.verdict(daemonSet, node).reasons.map(reasonSummary).join('; ')
      const key = JSON.stringify([daemonSet, after, why])
      groups.set(key, [...(groups.get(key) ?? []), node])
    }
    return [...groups].map(([key, nodes]) => {
      const [daemonSet, decision, why] = JSON.parse(key)
      const [type, reason, start, end] = EVENTS[decision]
      const message = `${start} ${someOf(nodes)}${end}${why && ` (${why})`}`.slice(0, LONGEST)
      return { of: store.snapshot().daemonSets.get(daemonSet).metadata, type, reason, message }
    })
  }

  const told = () => {
    const of = (kind) => [...edits.values()].filter((edit) => edit.kind === kind)
    const lists = (pick) => ({
      nodes: of('Node').flatMap(pick),
      daemonSets: of('DaemonSet').flatMap(pick),
    })
    const change = store.update({
      put: lists(({ object }) => object ?? []),
      drop: lists(({ object, name }) => (object ? [] : name)),
    })
    edits.clear()
    return listed.size === 2 ? eventsOf(change) : []
  }

  const edit = (kind, { metadata }, object) => {
    const name = kind === 'Node' ? metadata.name : `${metadata.namespace}/${metadata.name}`
    edits.set(`${kind} ${name}`, { kind, name, object })
  }

  return {
    /** A whole list, as an informer begins with; of the first ones nothing is told, since nothing has changed. */
    listed: (kind, items) => {
      const before = told()
      const change = store.load(kind === 'Node' ? { nodes: items } : { daemonSets: items })
      const known = listed.size === 2
      listed.add(kind)
      return known ? [...before, ...eventsOf(change)] : []
    },
    put: (kind, object) => edit(kind, object, object),
    drop: (kind, object) => edit(kind, object, undefined),
    told,
  }
}

/** An Event as the API server takes it. */
export const eventObject = ({ of: { namespace, name, uid }, ...said }, now) => ({
  metadata: { namespace, generateName: `${name}.` },
  involvedObject: { apiVersion: 'apps/v1', kind: 'DaemonSet', namespace, name, uid },
  ...said,
  source: { component: 'podfit' },
  count: 1,
  firstTimestamp: now,
  lastTimestamp: now,
})

/** Follows the cluster of a kubeconfig until it is told to stop. */
export const run = async (config, { every = 1000, retry = 5000, log = console.error } = {}) => {
  const [core, apps] = [CoreV1Api, AppsV1Api].map((api) => config.makeApiClient(api))
  const known = explainer()
  let stopped = false

  const write = async (events) => {
    for (const event of events) {
      const asked = { namespace: event.of.namespace, body: eventObject(event, new Date()) }
      await core.createNamespacedEvent(asked).catch((error) => log(String(error)))
    }
  }

  const follow = async (kind, path, list) => {
    const informer = makeInformer(config, path, async () => {
      const found = await list()
      void write(known.listed(kind, found.items))
      return found
    })
    for (const verb of ['add', 'update']) informer.on(verb, (object) => known.put(kind, object))
    informer.on('delete', (object) => known.drop(kind, object))
    informer.on('error', (error) => {
      if (stopped) return
      log(`${path}: ${error}`)
      setTimeout(() => void informer.start(), retry).unref()
    })
    await informer.start()
    return informer
  }

  const informers = await Promise.all([
    follow('Node', '/api/v1/nodes', () => core.listNode()),
    follow('DaemonSet', '/apis/apps/v1/daemonsets', () => apps.listDaemonSetForAllNamespaces()),
  ])
  const timer = setInterval(() => void write(known.told()), every)
  return async () => {
    stopped = true
    clearInterval(timer)
    await Promise.all(informers.map((informer) => informer.stop()))
  }
}

if (import.meta.url === pathToFileURL(realpathSync(process.argv[1] ?? '')).href) {
  const config = new KubeConfig()
  config.loadFromDefault()
  const stop = await run(config)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop())
}
