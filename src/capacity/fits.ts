import * as E from 'fp-ts/Either'
import { int64ToJson, wrapInt64, type JsonInt64 } from '../data/int64.js'
import { hostPorts, portsConflict, type HostPort } from '../kube/hostPorts.js'
import type { OfKind } from '../kube/kind.js'
import type { Node } from '../kube/node.js'
import { objectKey } from '../kube/objectFacts.js'
import type { Pod } from '../kube/pod.js'
import { allocatableOf, type Amounts } from './nodeResources.js'
import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'
import { requestedAmounts, usedAmounts } from './podRequests.js'
import { once, type QuantityIssue, type Reader } from './resourceList.js'

/**
 * A resource of which a node has not enough left for a pod. Cpu is counted in thousandths, all others in whole units:
 * bytes, devices, pods.
 *
 * @since 0.2.0
 */
export interface Shortage {
  /** `cpu`, `memory`, `ephemeral-storage`, `pods`, `nvidia.com/gpu`. */
  readonly resource: string
  readonly requested: JsonInt64
  /** What the pods that are there request. */
  readonly used: JsonInt64
  /** What the node has to give: its allocatable. */
  readonly capacity: JsonInt64
  /** More is requested than the node would have without any pod. */
  readonly never: boolean
}

/** A port of the node that a pod wants and another one has. @since 0.2.0 */
export interface TakenPort {
  readonly port: number
  readonly protocol: string
  /** Empty where it is every address of the node. */
  readonly ip: string
  /** Who has it, by namespace and name. */
  readonly pods: readonly string[]
}

/**
 * Whether a pod fits a node, beside the pods that are there:
 *
 * - `fits`: it does.
 * - `afterPreemption`: it would without the pods of lower priority that are there. That is a bound: the scheduler
 *   also looks at disruption budgets, and evicts as few as it can.
 * - `full`: it would on this node, but not beside the pods of its own and of higher priority.
 * - `never`: not even on this node without any pod.
 *
 * @since 0.2.0
 */
export interface Fit {
  readonly code: 'fits' | 'afterPreemption' | 'full' | 'never'
  readonly shortages: readonly Shortage[]
  readonly ports: readonly TakenPort[]
  /** For `afterPreemption`: the pods of lower priority, some of which would go; by namespace and name. */
  readonly lower: readonly string[]
}

/**
 * Whether a pod fits a node by what it requests and by the ports of the node that it takes, as the scheduler counts.
 *
 * - **Rules**
 *   1. One pod more has to be allowed. A node that does not say how many are allows none.
 *   2. Of each resource that the pod requests at all, what it requests is at most what the node has to give less what
 *      its pods request. (Before 1.28 of cpu, memory and ephemeral storage also where it requests none.)
 *   3. A port of the node can be taken once: by number, protocol and address.
 *
 * - **Shapes** `pods` are those that the scheduler counts on this node: bound to it, and neither succeeded nor failed.
 *   The pod is one as the server holds it: with the overhead of its runtime class, requests for what has a limit only, and
 *   ports of the host's network filled in.
 * - **Units** cpu in thousandths, all others in whole units; as decimal text beyond 2^53
 * - **Errors** a quantity that cannot be read, with its path in the pod, in the node or among `pods`
 * - **Differs** resources that a device class stands for are counted like any other
 * - **Upstream** kubernetes `pkg/scheduler/framework/plugins/noderesources/fit.go` Fits; kubernetes
 *   `pkg/scheduler/framework/plugins/nodeports/node_ports.go` Fits; kubernetes
 *   `pkg/scheduler/framework/preemption/preemption.go` Evaluator.Preempt
 *
 * @example
 * import { orThrow } from 'podfit'
 * import { fits } from 'podfit/capacity'
 *
 * const requests = (cpu: string) => ({ spec: { containers: [{ name: 'c', resources: { requests: { cpu } } }] } })
 * const node = { metadata: { name: 'n1' }, status: { allocatable: { cpu: '2', pods: '110' } } }
 * orThrow(fits(requests('500m'), node, [])).code // => 'fits'
 * const { shortages } = orThrow(fits(requests('500m'), node, [requests('1800m')]))
 * shortages // => [{ resource: 'cpu', requested: 500, used: 1800, capacity: 2000, never: false }]
 *
 * @since 0.2.0
 */
export const fits = <const K extends string>(
  pod: Pod & OfKind<K, 'Pod'>,
  node: Node & OfKind<K, 'Node'>,
  pods: readonly (Pod & OfKind<K, 'Pod'>)[],
  { semantics = newestSemantics }: SemanticsOptions = {},
): E.Either<readonly QuantityIssue[], Fit> => {
  const issues: QuantityIssue[] = []
  const asked = comingPod(pod, { issues, root: [] }, semantics)
  const beside = crowd()
  for (const [i, other] of pods.entries()) {
    beside.join(presentPod(other, { issues, root: ['pods', i] }, semantics))
  }
  const room = allocatableOf(node, { issues, root: ['node'] }) ?? new Map()
  if (issues.length > 0) return E.left(once(issues))
  return E.right(beside.fit(asked, room))
}

/** A pod as the scheduler counts it: read once, however often it is asked about. */
export interface CountedPod {
  readonly pod: Pod
  readonly amounts: Amounts
  readonly ports: readonly HostPort[]
  readonly priority: number
  /** Whether a node has to have left even what the pod requests nothing of. */
  readonly asksForNone: boolean
}

/** A pod that is to be placed. */
export const comingPod = (pod: Pod, reader: Reader, semantics: Semantics): CountedPod => {
  const counted = countedPod(pod, requestedAmounts(pod, reader, semantics), semantics)
  return semantics.zeroRequestsPass ? counted : askingForNone(counted)
}

/** A pod that is on a node. */
export const presentPod = (pod: Pod, reader: Reader, semantics: Semantics): CountedPod =>
  countedPod(pod, usedAmounts(pod, reader, semantics), semantics)

const countedPod = (pod: Pod, amounts: Amounts, semantics: Semantics): CountedPod => ({
  pod,
  amounts,
  ports: hostPorts(pod.spec, { stored: true, sidecars: semantics.sidecarPortsHeld }),
  priority: priorityOf(pod),
  asksForNone: false,
})

const ALWAYS_ASKED = ['cpu', 'memory', 'ephemeral-storage'] as const

/** Rule 2 before 1.28: a pod that requests anything at all asks for cpu, memory and ephemeral storage, be it none. */
const askingForNone = (counted: CountedPod): CountedPod => {
  const asks = [...counted.amounts].some(
    ([name, amount]) => amount !== 0n || !ALWAYS_ASKED.some((each) => each === name),
  )
  if (!asks) return counted
  const amounts = new Map([...ALWAYS_ASKED.map((name) => [name, 0n] as const), ...counted.amounts])
  return { ...counted, amounts, asksForNone: true }
}

/** The pods of a node, added up as they come. */
export interface Crowd {
  readonly join: (pod: CountedPod) => void
  /** What they take of each resource. */
  readonly amounts: () => Amounts
  /** Whether another one fits beside them on a node with so much room. */
  readonly fit: (asked: CountedPod, room: Amounts) => Fit
}

export const crowd = (): Crowd => {
  const pods: CountedPod[] = []
  const all = tally()
  const stayed = new Map<number, Taken>()

  /** Those of a priority and above. */
  const stays = (priority: number): Taken => {
    const before = stayed.get(priority)
    if (before !== undefined) return before
    const some = tally()
    for (const each of pods) if (each.priority >= priority) some.add(each)
    stayed.set(priority, some.taken)
    return some.taken
  }

  return {
    join: (pod) => {
      pods.push(pod)
      all.add(pod)
      stayed.clear()
    },
    amounts: () => all.taken.amounts,
    fit: (asked, room) => {
      const now = answerOf(asked, room, all.taken)
      if (isFree(now)) return { code: 'fits', ...now, lower: [] }
      const empty = answerOf(asked, room, NOTHING)
      if (!isFree(empty) || now.shortages.some(({ never }) => never))
        return { code: 'never', ...now, lower: [] }
      const preempts =
        asked.pod.spec?.preemptionPolicy !== 'Never' &&
        isFree(answerOf(asked, room, stays(asked.priority)))
      if (!preempts) return { code: 'full', ...now, lower: [] }
      const lower = pods.filter(({ priority }) => priority < asked.priority)
      return {
        code: 'afterPreemption',
        ...now,
        lower: lower.map(({ pod: other }) => objectKey(other)),
      }
    },
  }
}

/** What is short, and which ports are taken. */
interface Answer {
  readonly shortages: readonly Shortage[]
  readonly ports: readonly TakenPort[]
}

const isFree = ({ shortages, ports }: Answer): boolean =>
  shortages.length === 0 && ports.length === 0

/** What the pods of a node take of it. */
interface Taken {
  readonly amounts: Amounts
  readonly count: number
  readonly held: readonly { readonly port: HostPort; readonly pod: Pod }[]
}

const NOTHING: Taken = { amounts: new Map(), count: 0, held: [] }

/** Adds up what pods take. */
const tally = (): { readonly taken: Taken; readonly add: (pod: CountedPod) => void } => {
  const amounts = new Map<string, bigint>()
  const held: { readonly port: HostPort; readonly pod: Pod }[] = []
  const taken = { amounts, count: 0, held }
  return {
    taken,
    add: ({ pod, amounts: more, ports }) => {
      taken.count++
      for (const [name, amount] of more) {
        amounts.set(name, wrapInt64((amounts.get(name) ?? 0n) + amount))
      }
      for (const port of ports) held.push({ port, pod })
    },
  }
}

const answerOf = (
  { amounts: requested, ports, asksForNone }: CountedPod,
  room: Amounts,
  taken: Taken,
): Answer => {
  const count = BigInt(taken.count)
  const allowed = room.get('pods') ?? 0n
  const tooMany = count + 1n > allowed ? [shortage('pods', 1n, count, allowed, false)] : []
  const resources = [...requested].flatMap(([name, amount]) => {
    const used = taken.amounts.get(name) ?? 0n
    const capacity = room.get(name) ?? 0n
    return (amount > 0n || asksForNone) && amount > wrapInt64(capacity - used)
      ? [shortage(name, amount, used, capacity, amount > capacity)]
      : []
  })
  const conflicts = ports.flatMap((port): TakenPort[] => {
    const holders = taken.held.filter((other) => portsConflict(port, other.port))
    return holders.length === 0
      ? []
      : [{ ...port, pods: [...new Set(holders.map(({ pod }) => objectKey(pod)))] }]
  })
  return { shortages: [...tooMany, ...resources], ports: conflicts }
}

const shortage = (
  resource: string,
  requested: bigint,
  used: bigint,
  capacity: bigint,
  never: boolean,
): Shortage => ({
  resource,
  requested: int64ToJson(requested),
  used: int64ToJson(used),
  capacity: int64ToJson(capacity),
  never,
})

/** A pod's priority as the server has filled it in; none is zero. */
const priorityOf = ({ spec }: Pod): number => {
  const priority = spec?.priority
  return typeof priority === 'number' ? priority : 0
}
