import type { Maybe } from '../data/maybe.js'
import { hasEnded } from './podFacts.js'
import type { Container, Pod, PodSpec } from './pod.js'

/** A port that a pod takes on its node. */
export interface HostPort {
  readonly port: number
  readonly protocol: string
  /** Empty where it is every address of the node. */
  readonly ip: string
}

/**
 * The ports that a pod takes on its node, or that the pods of a template will take.
 *
 * - **Rules**
 *   1. A container's `hostPort` above 0. On the host's network a port without one has its `containerPort`: the
 *      API server fills that into pods, though not into templates; `stored` says that it has.
 *   2. Of the init containers only those that keep running (`restartPolicy: Always`) count.
 *   3. No protocol is TCP. No address is `0.0.0.0`, which is every address; `::` is one like any other.
 *
 * - **Differs** Schedulers before 1.33.6 overlook the ports of init containers that keep running: `sidecars` is false.
 * - **Upstream** kubernetes `pkg/scheduler/util/utils.go` GetHostPorts; kubernetes `pkg/apis/core/v1/defaults.go`
 *   defaultHostNetworkPorts
 */
export const hostPorts = (
  spec: Maybe<PodSpec>,
  {
    stored = false,
    sidecars = true,
  }: { readonly stored?: boolean; readonly sidecars?: boolean } = {},
): readonly HostPort[] =>
  [
    ...(sidecars ? (spec?.initContainers ?? []).filter(keepsRunning) : []),
    ...(spec?.containers ?? []),
  ]
    .flatMap(({ ports }) => ports ?? [])
    .flatMap(({ hostPort, containerPort, protocol, hostIP }) => {
      const named = hostPort ?? 0
      const port =
        named === 0 && !stored && spec?.hostNetwork === true ? (containerPort ?? 0) : named
      if (port <= 0) return []
      const ip = hostIP ?? ''
      return [{ port, protocol: orTcp(protocol), ip: ip === EVERY_ADDRESS ? '' : ip }]
    })

const EVERY_ADDRESS = '0.0.0.0'

const keepsRunning = ({ restartPolicy }: Container): boolean => restartPolicy === 'Always'

const orTcp = (protocol: Maybe<string>): string =>
  protocol === undefined || protocol === null || protocol === '' ? 'TCP' : protocol

/**
 * Whether two ports of one node cannot both be taken: the same number and protocol, at the same address or
 * one of them at every address.
 *
 * - **Upstream** kube-scheduler `framework/types.go` HostPortInfo.CheckConflict
 */
export const portsConflict = (a: HostPort, b: HostPort): boolean =>
  a.port === b.port && a.protocol === b.protocol && (a.ip === '' || b.ip === '' || a.ip === b.ip)

/**
 * Which of some ports another pod of the node holds; one that has ended holds none.
 *
 * - **Upstream** kubernetes `pkg/scheduler/framework/plugins/nodeports/node_ports.go` Fits
 */
export const portsHeldBy = (wanted: readonly HostPort[], pod: Pod): readonly HostPort[] => {
  if (wanted.length === 0 || hasEnded(pod.status?.phase)) return []
  const held = hostPorts(pod.spec)
  return wanted.filter((port) => held.some((other) => portsConflict(port, other)))
}
