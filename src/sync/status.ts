import { NOTHING } from '../data/appended.js'
import { int64ToJson, toInt64 } from '../data/int64.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import { isReady } from '../kube/podFacts.js'
import { oldestFirst, type DaemonPod, type PodsByNode } from './daemonPods.js'
import { isPodAvailable, isUpdated, type Pass } from './pass.js'
import type { NodePlan, StatusDifference, StatusNumber, StatusNumbers, StatusStep } from './plan.js'

/**
 * Which numbers of the status each node counts in; its reasons are for later.
 *
 * - **Rules**
 *   1. `desiredNumberScheduled`: it should run a pod. `currentNumberScheduled`: and has one, of any kind.
 *   2. `numberMisscheduled`: it should not run one, and has one.
 *   3. `numberReady`, `numberAvailable`, `updatedNumberScheduled`: it should run one, and its oldest pod,
 *      terminating ones included, is ready, available, updated.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go`
 *   DaemonSetsController.updateDaemonSetStatus
 */
export const nodePlans = (pass: Pass, pods: PodsByNode): readonly NodePlan[] => {
  const plans: NodePlan[] = []
  for (const [name, decision] of pass.decisions) {
    const here = pods.get(name)
    if (here === undefined || here.length === 0) {
      const counts = decision === 'run' ? DESIRED : NOTHING
      plans.push({ name, decision, reasons: NOTHING, pods: NOTHING, counts })
      continue
    }
    const sorted = here.length === 1 ? here : [...here].sort(oldestFirst)
    const counts = decision === 'run' ? countsOf(pass, sorted[0] as DaemonPod) : MISSCHEDULED
    const names = sorted.filter((pod) => pod.fresh !== true).map((pod) => pod.name)
    plans.push({ name, decision, reasons: NOTHING, pods: names, counts })
  }
  return plans
}

const DESIRED: readonly StatusNumber[] = ['desiredNumberScheduled']
const MISSCHEDULED: readonly StatusNumber[] = ['numberMisscheduled']

const countsOf = (pass: Pass, first: DaemonPod): readonly StatusNumber[] => {
  const counts: StatusNumber[] = ['desiredNumberScheduled', 'currentNumberScheduled']
  if (isReady(first.pod)) {
    counts.push('numberReady')
    if (isPodAvailable(pass, first)) counts.push('numberAvailable')
  }
  if (isUpdated(pass, first) === true) counts.push('updatedNumberScheduled')
  return counts
}

const NO_NODES: Readonly<Record<StatusNumber, number>> = {
  desiredNumberScheduled: 0,
  currentNumberScheduled: 0,
  numberMisscheduled: 0,
  numberReady: 0,
  numberAvailable: 0,
  updatedNumberScheduled: 0,
}

const NODE_NUMBERS = Object.keys(NO_NODES) as readonly StatusNumber[]

/** Which numbers are known: without nodes none, without pods only the desired one. */
export interface Known {
  readonly nodes: boolean
  readonly pods: boolean
  readonly updated: boolean
}

/**
 * The status that a pass writes. `observedGeneration` is raised only by a pass that got past the
 * expectations; nothing is written when every number is as recorded and the generation is observed.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go` storeDaemonSetStatus
 */
export const statusStep = (
  daemonSet: DaemonSet,
  nodes: readonly NodePlan[],
  known: Known,
  raisesGeneration: boolean,
): StatusStep => {
  const tally = { ...NO_NODES }
  for (const node of nodes) {
    for (const number of node.counts) tally[number]++
  }
  const computed: Partial<Record<keyof StatusNumbers, number | string>> = {}
  for (const number of NODE_NUMBERS) {
    if (isKnown(number, known)) computed[number] = tally[number]
  }
  if (known.nodes && known.pods) {
    computed.numberUnavailable = tally.desiredNumberScheduled - tally.numberAvailable
  }
  const generation = toInt64(daemonSet.metadata?.generation ?? 0)
  const observed = toInt64(daemonSet.status?.observedGeneration ?? 0)
  computed.observedGeneration = int64ToJson(raisesGeneration ? generation : observed)
  const recorded = recordedStatus(daemonSet)
  const certain = known.nodes && known.pods && known.updated
  const changed =
    observed < generation || COMPARED.some((number) => computed[number] !== recorded[number])
  return {
    ...(certain && { written: changed }),
    computed: computed as StatusNumbers,
    recorded,
  }
}

const COMPARED: readonly (StatusNumber | 'numberUnavailable')[] = [
  ...NODE_NUMBERS,
  'numberUnavailable',
]

const isKnown = (number: StatusNumber, known: Known): boolean => {
  if (!known.nodes) return false
  if (number === 'desiredNumberScheduled') return true
  return known.pods && (number !== 'updatedNumberScheduled' || known.updated)
}

/** The numbers as the object has them; absent ones are 0, as Go decodes them. */
export const recordedStatus = ({ status }: DaemonSet): StatusNumbers => {
  const recorded = {} as Record<StatusNumber | 'numberUnavailable', number>
  for (const number of COMPARED) recorded[number] = Number(toInt64(status?.[number] ?? 0))
  return {
    ...recorded,
    observedGeneration: int64ToJson(toInt64(status?.observedGeneration ?? 0)),
  }
}

/** What a pass writes otherwise than it is recorded; nothing where it writes no status. */
export const statusDifferences = ({
  written,
  computed,
  recorded,
}: StatusStep): readonly StatusDifference[] =>
  written !== true
    ? []
    : (Object.keys(computed) as (keyof StatusNumbers)[]).flatMap((number) => {
        const difference = {
          number,
          recorded: recorded[number] ?? 0,
          computed: computed[number] ?? 0,
        }
        return difference.recorded === difference.computed ? [] : [difference]
      })
