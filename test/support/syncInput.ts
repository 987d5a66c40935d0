import { parseInstant } from '../../src/data/instant.js'
import type { Node } from '../../src/kube/node.js'
import { decide } from '../../src/placement/decide.js'
import type { SyncInput } from '../../src/sync/pass.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { after } from './passes.js'
import { aPolicy } from './policy.js'

/** A node that an agent does not run on. */
export const tainted = aNode('n2', { taints: ['k=v:NoSchedule'] })

/** What a pass over some nodes looks at; without pods and revisions, unless they are given. */
export const inputOf = ({
  daemonSet = aDaemonSet(),
  nodes = [aNode('n1'), tainted],
  ...rest
}: Partial<Omit<SyncInput, 'nodes'>> & { readonly nodes?: readonly Node[] } = {}): SyncInput => {
  const policy = aPolicy(daemonSet)
  return {
    daemonSet,
    policy,
    nodes: new Map(nodes.map((node) => [node.metadata?.name ?? '', node])),
    decisions: new Map(nodes.map((node) => [node.metadata?.name ?? '', decide(policy, node)])),
    pods: [],
    revisions: [],
    now: parseInstant(after(600)) ?? 0n,
    namespaceTerminating: false,
    cacheLag: true,
    expectationsMet: true,
    backoff: {},
    ...rest,
  }
}
