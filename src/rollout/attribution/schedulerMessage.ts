/**
 * What the scheduler says of the one node that a daemon pod is for.
 */
export interface SchedulerMessage {
  /** `cpu`, `memory`, `nvidia.com/gpu`: what the node has too little of. */
  readonly resources: readonly string[]
  /** Whether the node has no free ports for the pod. */
  readonly ports: boolean
  /** Everything else, in the scheduler's words without the counts; that the node is cordoned, its spec says. */
  readonly complaints: readonly string[]
}

const SUMMARY = /^\d+\/\d+ nodes are available: (.*?)(?:\. (?:no new claims|preemption: ).*|\.)?$/s

/** What it says of all the nodes that the pod is not for. */
const OTHER_NODES =
  /^node\(s\) (?:didn't match Pod's node affinity(?:\/selector)?|didn't match node selector|didn't satisfy plugin\(s\) \[NodeAffinity\])$/

const CORDONED = /^node\(s\) were unschedulable$/

const PORTS = /^node\(s\) didn't have free ports for the requested pod ports$/

const RESOURCE = /^(?:Insufficient (\S+)|Too many (pods))$/

const resourceOf = (part: string): string | undefined => {
  const [, resource, pods] = RESOURCE.exec(part) ?? []
  return resource ?? pods
}

/**
 * Reads the message of a `PodScheduled` condition. A daemon pod is pinned to one node, so whatever the
 * scheduler says of the affinity concerns the others, and the rest concerns that node.
 *
 * - **Upstream** kubernetes `pkg/scheduler/framework/types.go` FitError.Error
 */
export const readSchedulerMessage = (message: string): SchedulerMessage => {
  const summary = SUMMARY.exec(message.trim())?.[1]
  const parts = (summary === undefined ? [message] : summary.split(/, (?=\d+ )/))
    .map((part) => part.trim().replace(/^\d+ /, '').replace(/\.$/, ''))
    .filter((part) => part !== '' && !OTHER_NODES.test(part))
  const resources = parts.flatMap((part) => resourceOf(part) ?? [])
  return {
    resources,
    ports: parts.some((part) => PORTS.test(part)),
    complaints: parts.filter(
      (part) => !RESOURCE.test(part) && !PORTS.test(part) && !CORDONED.test(part),
    ),
  }
}
