import { hostPorts, portsHeldBy } from '../../kube/hostPorts.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { Semantics } from '../../kube/semantics.js'
import { hasEnded } from '../../kube/podFacts.js'
import { courseOf } from '../attribution/cause.js'
import { causeOf, type Circumstances } from '../attribution/causeOf.js'
import type { Model } from '../simulation/model.js'
import type { Manner } from './pace.js'
import type { Place, PlacedPod } from './place.js'

/**
 * What becomes of a node in a rollout when nobody helps.
 */
export interface Prospect {
  readonly place: Place
  /**
   * `settled`: it ends like this whatever chance decides. `candidate`: like this if it is taken, otherwise its
   * outdated pod stays. `sunset`: its outdated pod goes once enough are available elsewhere.
   */
  readonly role: 'settled' | 'candidate' | 'sunset'
  /** Whether it uses up one of the budget for ever. */
  readonly spends: boolean
  /** Whether it is done in the end. */
  readonly finishes: boolean
  /** Whether it counts as available in the end. */
  readonly available: boolean
}

/** What every node's prospect depends on. */
export interface Outlook {
  readonly manner: Manner
  readonly daemonSet: DaemonSet
  readonly model: Model
  readonly around: Circumstances
  readonly semantics: Semantics
}

type End = Omit<Prospect, 'place' | 'role'>

const GOOD: End = { spends: false, finishes: true, available: true }
const EMPTY: End = { spends: false, finishes: true, available: false }

/**
 * What becomes of a node, by its pods and by what lasts.
 *
 * - **Rules**
 *   1. Pods of a node that does not exist are collected.
 *   2. Where none may stay, all are deleted. Elsewhere pods that have ended go, and of several that run the
 *      oldest stays, under surge the oldest of each revision.
 *   3. Then the node is empty, has an updated pod, an outdated one, or under surge both.
 */
export const prospectOf = (outlook: Outlook, place: Place): Prospect => {
  const settled = (end: End): Prospect => ({ place, role: 'settled', ...end })
  if (place.node === undefined) return settled(EMPTY)
  const live = place.pods.filter((pod) => !pod.terminating)
  if (place.decision === 'leave') return settled(emptied(outlook, place, live))
  const running = live.filter((pod) => !hasEnded(pod.phase, outlook.semantics))
  return outlook.manner === 'surge'
    ? surging(outlook, place, running)
    : inPlace(outlook, place, running)
}

const isDown = ({ model }: Outlook, { name }: Place): boolean => model.down.has(name)

const lasts = ({ around }: Outlook, place: Place, pod: PlacedPod): boolean => {
  const cause = causeOf(around, place, pod)
  return cause !== undefined && courseOf(cause) === 'lasts'
}

/** Whether a pod that is being deleted already stays for ever. */
const holdsOn = (outlook: Outlook, place: Place): boolean =>
  place.pods.some((pod) => pod.terminating && lasts(outlook, place, pod))

/** Whether a pod that is deleted now never finishes: its kubelet does not answer. */
const lingers = (outlook: Outlook, place: Place, pods: readonly PlacedPod[]): boolean =>
  isDown(outlook, place) && pods.some(({ bound, phase }) => bound && !hasEnded(phase))

/** Whether a new pod becomes ready on the node, once nothing of this DaemonSet is in its way. */
const starts = (outlook: Outlook, place: Place): boolean =>
  !isDown(outlook, place) &&
  !outlook.model.refusing.has(place.name) &&
  outlook.model.newPods === 'becomeReady' &&
  outlook.model.portHolders(place.name).by.length === 0

const wantsPorts = ({ daemonSet }: Outlook): boolean =>
  hostPorts(daemonSet.spec?.template?.spec).length > 0

/** Whether a new pod waits for ports that a pod of this DaemonSet holds. */
const waitsFor = ({ daemonSet }: Outlook, { pod }: PlacedPod): boolean =>
  portsHeldBy(hostPorts(daemonSet.spec?.template?.spec), pod).length > 0

/** The node when these pods of it have been deleted. */
const emptied = (outlook: Outlook, place: Place, deleted: readonly PlacedPod[]): End => {
  const held = holdsOn(outlook, place) || lingers(outlook, place, deleted)
  const wanted = place.decision === 'run'
  if (outlook.manner !== 'surge' && held) return { ...EMPTY, spends: true, finishes: !wanted }
  if (!wanted) return EMPTY
  const free = !held || !wantsPorts(outlook)
  if (starts(outlook, place) && free) return GOOD
  return { spends: outlook.manner !== 'surge', finishes: false, available: false }
}

/** Whether a pod that stays gets available in the end. */
const succeeds = (outlook: Outlook, place: Place, pod: PlacedPod): boolean => {
  const cause = pod.available ? undefined : causeOf(outlook.around, place, pod)
  if (cause === undefined) return true
  const waitsForNode =
    cause.code === 'NotScheduled' || (cause.code === 'HeldByHostPort' && cause.by.length > 0)
  if (!waitsForNode) return courseOf(cause) !== 'lasts'
  return starts(outlook, place) && !(holdsOn(outlook, place) && wantsPorts(outlook))
}

/** Rule 3 without surge: a node with an outdated pod is emptied first. */
const inPlace = (outlook: Outlook, place: Place, running: readonly PlacedPod[]): Prospect => {
  const [kept, ...excess] = running
  const settled = (end: End): Prospect => ({ place, role: 'settled', ...end })
  if (kept === undefined) return settled(emptied(outlook, place, []))
  if (kept.updated) return settled(keeps(place, succeeds(outlook, place, kept)))
  if (outlook.manner === 'onDelete') {
    return settled({ spends: false, finishes: false, available: succeeds(outlook, place, kept) })
  }
  const end = emptied(outlook, place, [kept, ...excess])
  return kept.available ? { place, role: 'candidate', ...end } : settled(end)
}

/** A node whose updated pod stays. */
const keeps = (place: Place, available: boolean): End => ({
  spends: !available,
  finishes: available || place.decision !== 'run',
  available,
})

/** Rule 3 with surge: an outdated pod stays until its successor is available. */
const surging = (outlook: Outlook, place: Place, running: readonly PlacedPod[]): Prospect => {
  const settled = (end: End): Prospect => ({ place, role: 'settled', ...end })
  const updated = running.find((pod) => pod.updated)
  const outdated = running.find((pod) => !pod.updated)
  const goes = running.filter((pod) => pod !== updated && pod !== outdated)
  if (outdated === undefined || (updated !== undefined && !outdated.ready)) {
    if (updated === undefined) return settled(emptied(outlook, place, goes))
    return settled({ ...keeps(place, succeeds(outlook, place, updated)), spends: false })
  }
  const stays: End = {
    spends: true,
    finishes: false,
    available: succeeds(outlook, place, outdated),
  }
  if (updated !== undefined) {
    const blocked = !updated.bound && waitsFor(outlook, outdated)
    return settled(!blocked && succeeds(outlook, place, updated) ? GOOD : stays)
  }
  if (place.decision !== 'run' && outlook.semantics.surgeChecksNodes) {
    return outdated.available ? { place, role: 'sunset', ...EMPTY } : settled(EMPTY)
  }
  const free = !(holdsOn(outlook, place) && wantsPorts(outlook))
  const successor = place.decision === 'run' && starts(outlook, place) && free
  if (!outdated.ready) return settled(emptied(outlook, place, [outdated, ...goes]))
  const end = successor && !waitsFor(outlook, outdated) ? GOOD : stays
  return outdated.available ? { place, role: 'candidate', ...end } : settled(end)
}
