import { toInstant, type Instant } from '../../data/instant.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { Event } from '../../kube/event.js'
import type { Pod } from '../../kube/pod.js'
import type { Refuser } from './cause.js'

/** That the API server refuses to create pods, and in which words. */
export interface Refusal {
  readonly by: Refuser
  readonly message: string
}

const WORDS: readonly (readonly [Refuser, RegExp])[] = [
  ['Quota', /exceeded quota|failed quota/],
  ['PodSecurity', /violates PodSecurity|unable to validate against any (?:pod )?security/],
  ['Admission', /admission webhook|ValidatingAdmissionPolicy|failed calling webhook|is forbidden/],
]

/**
 * Whether the last attempt to create a pod of a DaemonSet was refused: its newest `FailedCreate` event is
 * younger than all of its pods.
 *
 * - **Upstream** kubernetes `pkg/controller` RealPodControl: `Error creating: …`
 */
export const refusalOf = (
  { metadata }: DaemonSet,
  events: readonly Event[],
  pods: readonly Pod[],
): Refusal | undefined => {
  let newest: { readonly at: Instant; readonly message: string } | undefined
  for (const event of events) {
    if (event.reason !== 'FailedCreate' || !isAbout(event, metadata)) continue
    const at = toInstant(event.lastTimestamp) ?? toInstant(event.eventTime) ?? 0n
    if (newest === undefined || at > newest.at) newest = { at, message: event.message ?? '' }
  }
  if (newest === undefined) return undefined
  const { at, message } = newest
  if (pods.some((pod) => (toInstant(pod.metadata?.creationTimestamp) ?? 0n) > at)) return undefined
  const by = WORDS.find(([, words]) => words.test(message))?.[0] ?? 'Other'
  return { by, message: message.replace(/^Error creating: /, '') }
}

const isAbout = ({ involvedObject }: Event, metadata: DaemonSet['metadata']): boolean =>
  involvedObject?.kind === 'DaemonSet' &&
  involvedObject.name === metadata?.name &&
  (involvedObject.namespace ?? '') === (metadata?.namespace ?? '')
