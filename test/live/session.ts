import { cluster, type Cluster, type DaemonSet, type Node, type ObjectMeta, type Pod } from 'podfit'
import type { Binaries } from './binaries.js'
import type { Method, RequestOptions } from './client.js'
import { startControlPlane, type ControlPlane } from './controlPlane.js'
import { observe, type Kind, type Kinds, type Observer } from './observer.js'
import { untilQuiet } from './quiet.js'

/** A control plane with somebody who watches it, and what tests do to it. */
export interface Session {
  readonly controlPlane: ControlPlane
  readonly observer: Observer
  /** What is there: all nodes, and what is in one namespace. */
  readonly snapshot: (namespace: string) => Cluster
  /** Writes, and waits until the write has been told of. */
  readonly write: <K extends Kind>(
    kind: K,
    method: Method,
    path: string,
    options?: RequestOptions,
  ) => Promise<Kinds[K]>
  readonly quiet: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Starts a control plane, and what it takes to work with it. */
export const startSession = async (binaries: Binaries): Promise<Session> => {
  const controlPlane = await startControlPlane(binaries)
  try {
    const observer = await observe(controlPlane.client)
    const session = sessionOf(controlPlane, observer)
    await controllersWork(session)
    return session
  } catch (error) {
    await controlPlane.stop()
    throw error
  }
}

const sessionOf = (controlPlane: ControlPlane, observer: Observer): Session => {
  return {
    controlPlane,
    observer,
    snapshot: (namespace) => {
      const inside = <A extends { readonly metadata?: ObjectMeta | null | undefined }>(
        objects: readonly A[],
      ) => objects.filter(({ metadata }) => metadata?.namespace === namespace)
      return cluster({
        nodes: observer.list('nodes'),
        pods: inside(observer.list('pods')),
        revisions: inside(observer.list('controllerrevisions')),
        daemonSets: inside(observer.list('daemonsets')),
        namespaces: observer.list('namespaces'),
      })
    },
    write: async <K extends Kind>(
      kind: K,
      method: Method,
      path: string,
      options?: RequestOptions,
    ) => {
      const written = await controlPlane.client.send<Kinds[K]>(method, path, options)
      await (method === 'DELETE' ? observer.seesGone : observer.sees)(kind, written)
      return written
    },
    quiet: () => untilQuiet(controlPlane, observer),
    stop: async () => {
      observer.stop()
      await controlPlane.stop()
    },
  }
}

/** Waits until the controllers, which are healthy before they work, have looked after a DaemonSet and its end. */
export const controllersWork = async (session: Session): Promise<void> => {
  const namespace = `at-work-${Date.now()}`
  await createNamespace(session, namespace)
  const labels = { app: 'probe' }
  const containers = [{ name: 'main', image: 'registry.invalid/probe:1' }]
  const template = { metadata: { labels }, spec: { containers, nodeName: 'nowhere' } }
  const body = {
    metadata: { name: 'probe' },
    spec: { selector: { matchLabels: labels }, template },
  }
  const made = await session.write('daemonsets', 'POST', daemonSetsPath(namespace), { body })
  const probe = (): DaemonSet | undefined =>
    session.snapshot(namespace).daemonSets?.get(`${namespace}/probe`)
  const until = async (what: string, done: () => boolean): Promise<void> => {
    for (const end = Date.now() + 120_000; !done(); await session.observer.next(500)) {
      if (Date.now() > end) throw new Error(`the controllers do not ${what}`)
    }
  }
  await until('look after DaemonSets', () => probe()?.status?.observedGeneration === 1)
  await session.write('daemonsets', 'DELETE', daemonSetPath(made), {
    body: { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Foreground' },
  })
  await until('collect what is deleted', () => probe() === undefined)
}

const meta = (object: { readonly metadata?: ObjectMeta | null | undefined }): ObjectMeta =>
  object.metadata ?? {}

export const nodePath = (name: string): string => `/api/v1/nodes/${name}`
export const podsPath = (namespace: string): string => `/api/v1/namespaces/${namespace}/pods`
export const podPath = (pod: Pod): string =>
  `${podsPath(meta(pod).namespace ?? '')}/${meta(pod).name ?? ''}`
export const daemonSetsPath = (namespace: string): string =>
  `/apis/apps/v1/namespaces/${namespace}/daemonsets`
export const daemonSetPath = (daemonSet: DaemonSet): string =>
  `${daemonSetsPath(meta(daemonSet).namespace ?? '')}/${meta(daemonSet).name ?? ''}`

export const createNamespace = ({ write }: Session, name: string): Promise<unknown> =>
  write('namespaces', 'POST', '/api/v1/namespaces', { body: { metadata: { name } } })

/** The status of a node whose kubelet is well. */
const WELL = {
  conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady', message: '' }],
  capacity: { cpu: '64', memory: '256Gi', pods: '500' },
  allocatable: { cpu: '64', memory: '256Gi', pods: '500' },
}

/** The taint that admission puts on every new node. */
export const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' } as const

/** A node as its kubelet registers it. */
export const newNode = (
  name: string,
  labels: Readonly<Record<string, string>> = {},
  taints: readonly Readonly<Record<string, string>>[] = [],
): Node & { readonly status: typeof WELL } => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } },
  ...(taints.length > 0 && { spec: { taints } }),
  status: WELL,
})

/** A node as admission lets it in. */
export const admittedNode = (node: Node): Node => ({
  ...node,
  spec: { ...node.spec, taints: [...(node.spec?.taints ?? []), NOT_READY] },
})

export const joinNode = ({ write }: Session, node: Node): Promise<Node> =>
  write('nodes', 'POST', '/api/v1/nodes', { body: node })

/** An object as it is sent to take the place of whatever is there. */
export const unversioned = <A extends { readonly metadata?: ObjectMeta | null | undefined }>(
  object: A,
): A => ({ ...object, metadata: { ...object.metadata, resourceVersion: undefined } })

export const putNode = ({ write }: Session, node: Node): Promise<Node> =>
  write('nodes', 'PUT', nodePath(meta(node).name ?? ''), { body: unversioned(node) })

/** Nodes that are there and take pods. */
export const joinReadyNodes = async (session: Session, nodes: readonly Node[]): Promise<void> => {
  for (const node of nodes) {
    const joined = await joinNode(session, node)
    const taints = (joined.spec?.taints ?? []).filter(({ key }) => key !== NOT_READY.key)
    await putNode(session, { ...joined, spec: { ...joined.spec, taints } })
  }
}

/** What a kubelet reports of a pod. */
export const podStatus = (
  pod: Pod,
  state: 'ready' | 'unready' | 'Failed' | 'Succeeded',
  now: Date,
): Pod => {
  // The server keeps whole seconds.
  const at = new Date(Math.floor(now.getTime() / 1000) * 1000)
  const ready = state === 'ready'
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'Ready')
  const is = pod.status?.conditions?.find(({ type }) => type === 'Ready')
  const status = ready ? 'True' : 'False'
  const condition = is?.status === status ? is : { type: 'Ready', status, lastTransitionTime: at }
  return {
    ...pod,
    status: {
      ...pod.status,
      phase: state === 'ready' || state === 'unready' ? 'Running' : state,
      conditions: [...others, condition],
    },
  }
}

export const putPodStatus = ({ write }: Session, pod: Pod): Promise<Pod> =>
  write('pods', 'PUT', `${podPath(pod)}/status`, { body: unversioned(pod) })

/** What a kubelet does once the containers of a deleted pod have stopped. */
export const removePod = ({ write }: Session, pod: Pod): Promise<unknown> =>
  write('pods', 'DELETE', podPath(pod), {
    body: { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0 },
  })
