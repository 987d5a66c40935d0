import { compareText } from '../../data/compareText.js'
import { portsHeldBy, type HostPort } from '../../kube/hostPorts.js'
import type { Pod } from '../../kube/pod.js'
import { objectKey } from '../../kube/objectFacts.js'

/** Which ports are taken, and by which pods (`namespace/name`). */
export interface PortHolders {
  readonly ports: readonly number[]
  readonly by: readonly string[]
}

/** Which of some pods hold ports that are wanted. */
export const portHoldersOf = (wanted: readonly HostPort[], pods: readonly Pod[]): PortHolders => {
  const held = pods
    .map((pod) => ({ pod, ports: portsHeldBy(wanted, pod) }))
    .filter(({ ports }) => ports.length > 0)
  const ports = new Set(held.flatMap((holder) => holder.ports.map(({ port }) => port)))
  return {
    ports: [...ports].sort((a, b) => a - b),
    by: held.map(({ pod }) => objectKey(pod)).sort(compareText),
  }
}
