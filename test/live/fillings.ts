import { isDeepStrictEqual } from 'node:util'
import { type DaemonSet, type Node, type Pod } from 'podfit'
import { daemonSetFit, type NodeFit } from 'podfit/capacity'
import { upstreamShortage } from 'podfit/report'
import { WrongPrediction } from './check.js'
import { isBound } from './podState.js'
import { randomOf, type Random } from './random.js'
import {
  createNamespace,
  daemonSetPath,
  daemonSetsPath,
  joinReadyNodes,
  newNode,
  podsPath,
  type Session,
} from './session.js'
import { byText } from './told.js'

/** What a run has compared. */
export interface FillingTally {
  fillings: number
  /** Pods of DaemonSets: those that the scheduler has bound, and those that it has not. */
  bound: number
  pending: number
}

const NODES = 40
const DAEMON_SETS = 50

/** So many pods are there at most at a time. */
const MOST_PODS = 150
const MOST_FILLERS = 70

const NAMESPACE = 'fillings'
const GPU = 'example.com/gpu'
const POOLS = ['general', 'compute', 'gpu', 'edge'] as const

/** A node of some pool, of some size. */
const nodeOf = (random: Random, i: number): Node => {
  const pool = random.pick(POOLS)
  const allocatable = {
    cpu: random.pick(['1930m', '4', '8', '16']),
    memory: random.pick(['2000Mi', '7Gi', '15Gi', '31Gi']),
    pods: random.pick(['4', '7', '12', '30']),
    ...(random.chance(70) && { 'ephemeral-storage': random.pick(['5Gi', '20Gi']) }),
    ...(pool === 'gpu' && { [GPU]: random.pick(['1', '4']) }),
  }
  const name = `n${String(i).padStart(2, '0')}`
  const taints = pool === 'gpu' ? [{ key: 'gpu', value: 'present', effect: 'NoSchedule' }] : []
  const node = newNode(name, { pool, zone: random.pick(['a', 'b', 'c']) }, taints)
  return { ...node, status: { ...node.status, allocatable, capacity: allocatable } }
}

const requestsOf = (random: Random): Readonly<Record<string, string>> => ({
  ...(random.chance(70) && {
    cpu: random.pick(['10m', '100m', '250m', '500m', '0.9', '1500m', '3']),
  }),
  ...(random.chance(70) && {
    memory: random.pick(['32Mi', '100M', '256Mi', '0.5Gi', '1Gi', '3Gi', '1500000001']),
  }),
  ...(random.chance(15) && { 'ephemeral-storage': random.pick(['1Gi', '4Gi', '6Gi']) }),
})

/** The ports that containers take on their node, by their names. */
const PORTS_OF: Readonly<Record<string, readonly number[]>> = {
  main: [9100, 9101],
  beside: [9101, 9200],
}

const portOf = (random: Random, ports: readonly number[]): object => {
  const port = random.pick(ports)
  return { containerPort: port, hostPort: port, protocol: port === 9101 ? 'UDP' : 'TCP' }
}

const containerOf = (random: Random, name: string): object => {
  const requests = requestsOf(random)
  const gpu = random.chance(6) ? { [GPU]: '1' } : {}
  const port = PORTS_OF[name]
  return {
    name,
    image: 'registry.invalid/agent:1',
    resources: { requests: { ...requests, ...gpu }, limits: gpu },
    ...(port !== undefined && random.chance(30) && { ports: [portOf(random, port)] }),
  }
}

/** What agents ask for: containers, what runs before and beside them, ports, and requests as a whole. */
const podSpecOf = (random: Random): object => ({
  containers: ['main', ...(random.chance(30) ? ['second'] : [])].map((name) =>
    containerOf(random, name),
  ),
  ...(random.chance(30) && {
    initContainers: ['first', 'beside'].map((name) => ({
      ...containerOf(random, name),
      ...(name === 'beside' && { restartPolicy: 'Always' }),
    })),
  }),
  ...(random.chance(10) && { resources: { requests: { cpu: '4', memory: '4Gi' } } }),
  ...(random.chance(10) && { hostNetwork: true }),
})

const daemonSetOf = (random: Random, i: number): DaemonSet => {
  const name = `agent-${i}`
  const labels = { app: name }
  const pool = random.pick(POOLS)
  const selection = random.pick<object>([
    { nodeSelector: { pool } },
    { nodeSelector: { zone: random.pick(['a', 'b', 'c']) } },
    { nodeSelector: { pool }, tolerations: [{ operator: 'Exists' }] },
    { tolerations: [{ key: 'gpu', operator: 'Exists' }] },
  ])
  return {
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { ...podSpecOf(random), ...selection } },
    },
  }
}

/** A pod that was put on a node by hand, whether or not there is room. */
const fillerOf = (random: Random, i: number): Pod => ({
  metadata: { name: `filler-${i}` },
  spec: { ...podSpecOf(random), nodeName: `n${String(random.below(NODES)).padStart(2, '0')}` },
})

/**
 * Fills 40 nodes at random and lets DaemonSets come, one after the other: the scheduler has to bind just the pods that
 * podfit says fit, and to say of each other one what it lacks, in its words.
 */
export const compareFillings = async (
  session: Session,
  { fillings, seed }: { readonly fillings: number; readonly seed: number },
): Promise<FillingTally> => {
  const random = randomOf(seed)
  await createNamespace(session, NAMESPACE).catch(() => undefined)
  await joinReadyNodes(
    session,
    Array.from({ length: NODES }, (_, i) => nodeOf(random, i)),
  )
  const daemonSets = Array.from({ length: DAEMON_SETS }, (_, i) => daemonSetOf(random, i))
  const tally: FillingTally = { fillings: 0, bound: 0, pending: 0 }
  for (; tally.fillings < fillings; tally.fillings++) {
    // Each has numbers of its own, so that one can be made again without those before it.
    const filling = randomOf(seed * 100_003 + tally.fillings)
    await fill(session, filling, daemonSets, tally).catch((error: unknown) => {
      if (!(error instanceof WrongPrediction)) throw error
      const at = `filling ${tally.fillings + 1} of --stories none --steps 0 --fillings ${fillings} --seed ${seed}`
      throw new WrongPrediction(`${at}: ${error.message}`, error.details)
    })
    await clear(session)
  }
  return tally
}

const fill = async (
  session: Session,
  random: Random,
  daemonSets: readonly DaemonSet[],
  tally: FillingTally,
): Promise<void> => {
  const fillers = random.below(MOST_FILLERS + 1)
  for (let i = 0; i < fillers; i++) {
    await isTaken(session, 'pods', podsPath(NAMESPACE), fillerOf(random, i))
  }
  for (let asked = 0, left = MOST_PODS - fillers; asked < 6; asked++) {
    const daemonSet = random.pick(daemonSets)
    const name = daemonSet.metadata?.name ?? ''
    const before = session.snapshot(NAMESPACE)
    if (before.daemonSets?.has(`${NAMESPACE}/${name}`) === true) continue
    const expected = daemonSetFit(before, {
      ...daemonSet,
      metadata: { name, namespace: NAMESPACE },
    })
    if (expected.length > left) continue
    if (!(await isTaken(session, 'daemonsets', daemonSetsPath(NAMESPACE), daemonSet))) continue
    left -= expected.length
    const pods = await scheduled(session, name, expected.length)
    compare(name, expected, pods)
    const bound = pods.filter(isBound).length
    tally.bound += bound
    tally.pending += pods.length - bound
  }
}

/** Whether the server takes an object: some ask for more in a container than as a whole, or for a port twice. */
const isTaken = async (
  session: Session,
  kind: 'pods' | 'daemonsets',
  path: string,
  body: object,
): Promise<boolean> => {
  const { status } = await session.controlPlane.client.request('POST', path, {
    body,
    query: { dryRun: 'All' },
  })
  if (status < 300) await session.write(kind, 'POST', path, { body })
  return status < 300
}

const podsOf = (session: Session, name: string): readonly Pod[] =>
  [...(session.snapshot(NAMESPACE).pods?.values() ?? [])].filter(
    ({ metadata }) => metadata?.labels?.['app'] === name,
  )

const saidOf = ({ status }: Pod): string | undefined =>
  status?.conditions?.find(({ type, status: is }) => type === 'PodScheduled' && is === 'False')
    ?.message ?? undefined

/** The pods of a DaemonSet once the scheduler has spoken of each. */
const scheduled = async (
  session: Session,
  name: string,
  count: number,
): Promise<readonly Pod[]> => {
  await session.quiet()
  for (const end = Date.now() + 60_000; ; await session.observer.next(50)) {
    const pods = podsOf(session, name)
    if (pods.length >= count && pods.every((pod) => isBound(pod) || saidOf(pod) !== undefined)) {
      return pods
    }
    if (Date.now() > end) {
      throw new WrongPrediction(
        `${count} pods of ${name} are expected, and the scheduler has to speak of each`,
        pods.map((pod) => `${nodeOfPod(pod)}: ${isBound(pod) ? 'bound' : saidOf(pod)}`),
      )
    }
  }
}

/** The node that a pod of a DaemonSet is made for. */
const nodeOfPod = ({ spec }: Pod): string => {
  const terms =
    spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  return spec?.nodeName ?? terms?.[0]?.matchFields?.[0]?.values?.[0] ?? ''
}

const PORTS = "node(s) didn't have free ports for the requested pod ports"

/** What the scheduler says of a node: the first of its plugins that refuses it speaks, NodePorts before NodeResourcesFit. */
const reasonsOf = ({ fit }: NodeFit): readonly string[] => {
  if (fit.code === 'unknown') return ['unknown']
  return fit.ports.length > 0
    ? [PORTS]
    : fit.shortages.map(({ resource }) => upstreamShortage(resource)).toSorted(byText)
}

const REASON =
  /\b1 (Insufficient [^\s,]*[^\s,.]|Too many pods|node\(s\) didn't have free ports for the requested pod ports)/g

const compare = (name: string, expected: readonly NodeFit[], pods: readonly Pod[]): void => {
  const said = new Map(
    pods.map((pod) => {
      const reasons = [...(saidOf(pod) ?? '').matchAll(REASON)].map(([, reason = '']) => reason)
      return [nodeOfPod(pod), isBound(pod) ? ['bound'] : reasons.toSorted(byText)] as const
    }),
  )
  const foreseen = new Map(
    expected.map((each) => [each.node, each.fit.code === 'fits' ? ['bound'] : reasonsOf(each)]),
  )
  const wrong = [...new Set([...said.keys(), ...foreseen.keys()])].filter(
    (node) => !isDeepStrictEqual(said.get(node), foreseen.get(node)),
  )
  if (wrong.length === 0) return
  throw new WrongPrediction(
    `${name} on ${wrong.join(', ')}`,
    wrong.flatMap((node) => [
      `${node}: podfit says ${JSON.stringify(foreseen.get(node))}, the scheduler ${JSON.stringify(said.get(node))}`,
      ...pods.filter((pod) => nodeOfPod(pod) === node).map((pod) => `  ${saidOf(pod) ?? 'bound'}`),
    ]),
  )
}

/** Takes away what a filling has put on the nodes. */
const clear = async (session: Session): Promise<void> => {
  const { client } = session.controlPlane
  const now = { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0 }
  for (const daemonSet of session.snapshot(NAMESPACE).daemonSets?.values() ?? []) {
    await session.write('daemonsets', 'DELETE', daemonSetPath(daemonSet), {
      body: { ...now, propagationPolicy: 'Background' },
    })
  }
  await session.quiet()
  await client.send('DELETE', podsPath(NAMESPACE), { body: now })
  await client.send('DELETE', `/apis/apps/v1/namespaces/${NAMESPACE}/controllerrevisions`, {
    body: now,
  })
  for (const end = Date.now() + 60_000; (session.snapshot(NAMESPACE).pods?.size ?? 0) > 0;) {
    if (Date.now() > end) throw new Error('pods of a filling stay')
    await session.observer.next(50)
  }
  await session.quiet()
}
