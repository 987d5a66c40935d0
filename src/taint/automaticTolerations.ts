import type { Maybe } from '../data/maybe.js'
import type { PodSpec } from '../kube/pod.js'
import type { Toleration } from '../kube/toleration.js'
import {
  NO_EXECUTE,
  NO_SCHEDULE,
  TAINT_DISK_PRESSURE,
  TAINT_MEMORY_PRESSURE,
  TAINT_NETWORK_UNAVAILABLE,
  TAINT_NOT_READY,
  TAINT_PID_PRESSURE,
  TAINT_UNREACHABLE,
  TAINT_UNSCHEDULABLE,
} from '../kube/wellKnown.js'

/** A toleration that the controller adds. */
interface Automatic {
  readonly key: string
  readonly operator: string
  readonly effect: string
}

const exists = (key: string, effect: string): Automatic => ({ key, operator: 'Exists', effect })

const ALWAYS: readonly Automatic[] = [
  exists(TAINT_NOT_READY, NO_EXECUTE),
  exists(TAINT_UNREACHABLE, NO_EXECUTE),
  exists(TAINT_DISK_PRESSURE, NO_SCHEDULE),
  exists(TAINT_MEMORY_PRESSURE, NO_SCHEDULE),
  exists(TAINT_PID_PRESSURE, NO_SCHEDULE),
  exists(TAINT_UNSCHEDULABLE, NO_SCHEDULE),
]

const HOST_NETWORK = exists(TAINT_NETWORK_UNAVAILABLE, NO_SCHEDULE)

/** A toleration of a daemon pod and whether the controller put it there. */
export interface DaemonToleration {
  readonly toleration: Toleration
  readonly automatic: boolean
}

/**
 * The tolerations of a DaemonSet's pods: those of the template and the automatic ones.
 *
 * - **Rules**
 *   1. Six are added always, `network-unavailable` with `hostNetwork`.
 *   2. A template's toleration with the same key, effect, operator and value is replaced where it stands,
 *      its `tolerationSeconds` lost; so is every duplicate of it.
 *   3. Otherwise the automatic one goes to the end.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/util/daemonset_util.go` AddOrUpdateDaemonPodTolerations
 */
export const daemonTolerations = (
  spec: Maybe<Pick<PodSpec, 'tolerations' | 'hostNetwork'>>,
): readonly DaemonToleration[] => {
  let all: readonly DaemonToleration[] = (spec?.tolerations ?? []).map((toleration) => ({
    toleration,
    automatic: false,
  }))
  for (const added of spec?.hostNetwork === true ? [...ALWAYS, HOST_NETWORK] : ALWAYS) {
    const automatic = { toleration: added, automatic: true }
    const replaced = all.map((item) => (sameIdentity(item.toleration, added) ? automatic : item))
    all = replaced.includes(automatic) ? replaced : [...replaced, automatic]
  }
  return all
}

/**
 * Key, effect, operator and value decide which toleration it is; an empty operator is not `Equal`. The ones
 * that are added have no value.
 */
const sameIdentity = (given: Toleration, added: Automatic): boolean =>
  (given.key ?? '') === added.key &&
  (given.effect ?? '') === added.effect &&
  (given.operator ?? '') === added.operator &&
  (given.value ?? '') === ''

/**
 * Whether a toleration that an automatic one replaces can be left out. That then goes to the end: where another one has seconds, these
 * may decide how long pods stay, and nothing is certain.
 */
export const canBeLeftOut = (tolerations: readonly Toleration[], index: number): boolean =>
  tolerations.every(
    ({ tolerationSeconds }, i) => i === index || (tolerationSeconds ?? null) === null,
  )

/**
 * The tolerations that the pods of a DaemonSet with this template get.
 *
 * @example
 * import { addDaemonTolerations } from 'podfit/controller'
 *
 * addDaemonTolerations({ tolerations: [] }).length // => 6
 * addDaemonTolerations({ hostNetwork: true }).length // => 7
 *
 * @since 0.1.0
 */
export const addDaemonTolerations = (
  spec: Pick<PodSpec, 'tolerations' | 'hostNetwork'>,
): readonly Toleration[] => daemonTolerations(spec).map((item) => item.toleration)
