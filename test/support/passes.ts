import { plan, type PlanInput } from '../../src/cluster/plan.js'
import { formatInstant, parseInstant, SECOND, type InstantText } from '../../src/data/instant.js'
import { type DaemonSet, templateGeneration } from '../../src/kube/daemonSet.js'
import type { Pod } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import type { Decision } from '../../src/reason/verdict.js'
import { compileLabelSelector } from '../../src/selector/labelSelector.js'
import { createdRevision } from '../../src/sync/createdObjects.js'
import {
  type DaemonPod,
  podsByNode,
  type PodsByNode,
  claimPods,
  identityOf,
} from '../../src/sync/daemonPods.js'
import type { Pass } from '../../src/sync/pass.js'
import type { Plan, RevisionChanges } from '../../src/sync/plan.js'
import { aDaemonSet, aPodOf } from '../../src/testing/builders.js'

/** The instant at which the pods of the builders were created and became ready. */
export const START = '2026-01-01T00:00:00Z'

/** An instant some seconds after the start. */
export const after = (seconds: number): InstantText =>
  formatInstant((parseInstant(START) ?? 0n) + BigInt(seconds) * SECOND)

/** What every step of a pass looks at: the current hash is `new`, unless said otherwise. */
export const aPass = ({
  daemonSet = aDaemonSet(),
  decisions = {},
  ...parts
}: Partial<Omit<Pass, 'decisions'>> & {
  readonly decisions?: Readonly<Record<string, Decision>>
} = {}): Pass => ({
  daemonSet,
  now: parseInstant(after(600)) ?? 0n,
  decisions: new Map(Object.entries(decisions)),
  hash: { code: 'known', hash: 'new' },
  generation: templateGeneration(daemonSet),
  semantics: newestSemantics,
  ...parts,
})

/**
 * Pods of a DaemonSet by node, the oldest first, as words: the hash, perhaps a phase, and `!` for one that
 * is not ready, `~` for one that terminates, `?` for one that is pinned but not bound, `*` for one that the
 * selector does not match. The pods of `n1: 'old new:Failed!'` are called `n1-0` and `n1-1`.
 */
export const podsAt = (
  daemonSet: DaemonSet,
  nodes: Readonly<Record<string, string>>,
): readonly Pod[] =>
  Object.entries(nodes).flatMap(([node, words]) =>
    words.split(' ').map((word, i) => {
      const [hash = '', phase] = word.replace(/[!~?*]/g, '').split(':')
      return aPodOf(daemonSet, {
        node,
        name: `${node}-${i}`,
        hash,
        created: after(i),
        ready: !word.includes('!'),
        unbound: word.includes('?'),
        ...(phase !== undefined && { phase }),
        metadata: {
          ...(word.includes('~') && { deletionTimestamp: after(599) }),
          ...(word.includes('*') && { labels: { app: 'other' } }),
        },
      })
    }),
  )

/** Some pods that are all the same, as words. */
export const times = (count: number, word: string): string =>
  Array.from({ length: count }, () => word).join(' ')

/** The pods that a DaemonSet claims. */
export const claimed = (daemonSet: DaemonSet, pods: readonly Pod[]): readonly DaemonPod[] =>
  claimPods(identityOf(daemonSet), compileLabelSelector(daemonSet.spec?.selector), pods)

/** The pods that a DaemonSet claims, by node. */
export const onNodes = (daemonSet: DaemonSet, pods: readonly Pod[]): PodsByNode =>
  podsByNode(claimed(daemonSet, pods))

/** A DaemonSet and what is around it; the current revision is there under the hash `new`. */
export type Setup = Partial<PlanInput>

/** The plan of a pass that sees its own writes, as upstream's unit tests have it. */
export const planned = ({ daemonSet = aDaemonSet(), ...setup }: Setup): Plan =>
  plan({
    daemonSet,
    nodes: [],
    pods: [],
    revisions: [createdRevision(daemonSet, 'new', 1)],
    now: after(600),
    cacheLag: false,
    ...setup,
  })

/** Nothing happens to the revisions. */
export const UNCHANGED: RevisionChanges = { deleted: [], adopted: [], released: [], labelled: [] }

/** How many pods of a plan are created and deleted, choices by their number, and how many events there are. */
export const countsOf = ({ creates, pods, choices, events }: Plan): string => {
  const chosen = (action: string): number =>
    choices
      .filter((choice) => choice.action === action)
      .reduce((sum, choice) => sum + choice.count, 0)
  const created = creates.filter(({ choice }) => choice === undefined).length + chosen('create')
  return `${created}/${deleted({ pods }).length + chosen('delete')}/${events.length}`
}

/** The pods that a plan certainly deletes. */
export const deleted = ({ pods }: Pick<Plan, 'pods'>): readonly string[] =>
  pods.filter(({ disposition }) => disposition.code === 'delete').map(({ name }) => name)

/** The nodes on which a plan certainly creates a pod. */
export const created = ({ creates }: Plan): readonly string[] =>
  creates.filter(({ choice }) => choice === undefined).map(({ node }) => node)
