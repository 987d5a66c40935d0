import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Semantics } from '../kube/semantics.js'
import type { RevisionHash } from '../revision/isPodUpdated.js'
import { createdRevision } from '../sync/createdObjects.js'
import type { Plan } from '../sync/plan.js'
import { keyIn, type Happens } from './appliedPods.js'
import type { Cluster } from './cluster.js'

/** The hash that pods made by the plan carry; of a new revision the given one, or a placeholder. */
export const hashAfter = ({ revision }: Plan, given: string | undefined): RevisionHash => {
  switch (revision.code) {
    case 'Current':
      return { code: 'known', hash: revision.hash }
    case 'New':
      return { code: 'known', hash: given ?? `revision-${revision.number}` }
    default:
      return { code: 'unknown' }
  }
}

/** What the plan does to the revisions. */
export const changedRevisions = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  plan: Plan,
  happens: Happens,
  hash: RevisionHash,
  semantics?: Semantics,
): { readonly put: readonly ControllerRevision[]; readonly drop: readonly string[] } => {
  const { revision } = plan
  if (revision.code !== 'Current' && revision.code !== 'New') return { put: [], drop: [] }
  const chosen = plan.choices
    .filter((choice) => choice.action === 'deleteRevision')
    .flatMap((choice) => choice.from.filter((name) => happens(name, choice.id)))
  const drop = [...revision.deleted, ...chosen].map((name) => keyIn(plan, name))
  if (revision.code === 'New') {
    const put = hash.code === 'known' ? [hash.hash] : []
    const number = BigInt(revision.number)
    return { put: put.map((name) => createdRevision(daemonSet, name, number, semantics)), drop }
  }
  const put = Object.entries(revision.renumbered).flatMap(([name, number]) => {
    const known = snapshot.revisions?.get(keyIn(plan, name))
    return known === undefined ? [] : [{ ...known, revision: BigInt(number) }]
  })
  return { put, drop }
}
