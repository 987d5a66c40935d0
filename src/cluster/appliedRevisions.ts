import { own } from '../data/own.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Semantics } from '../kube/semantics.js'
import { LABEL_REVISION_HASH } from '../kube/wellKnown.js'
import type { RevisionHash } from '../revision/isPodUpdated.js'
import { createdRevision } from '../sync/createdObjects.js'
import type { CurrentRevision, NewRevision, Plan, RevisionChanges } from '../sync/plan.js'
import { appliedOwners } from './appliedOwners.js'
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
  const put = changedNames(revision).flatMap((name) => {
    const known = snapshot.revisions?.get(keyIn(plan, name))
    return known === undefined || drop.includes(keyIn(plan, name))
      ? []
      : [changedRevision(known, name, revision, daemonSet)]
  })
  if (revision.code === 'Current' || hash.code !== 'known') return { put, drop }
  const made = createdRevision(daemonSet, hash.hash, BigInt(revision.number), semantics)
  return { put: [...put, made], drop }
}

type Step = CurrentRevision | NewRevision

const renumbered = (revision: Step): CurrentRevision['renumbered'] =>
  revision.code === 'Current' ? revision.renumbered : {}

const changedNames = (revision: Step): readonly string[] => [
  ...new Set([
    ...revision.adopted,
    ...revision.released,
    ...revision.labelled,
    ...Object.keys(renumbered(revision)),
  ]),
]

const changedRevision = (
  known: ControllerRevision,
  name: string,
  revision: Step,
  daemonSet: DaemonSet,
): ControllerRevision => {
  const number = own(renumbered(revision), name)
  const claim = claimOf(revision, name)
  const owners = known.metadata?.ownerReferences
  const labels = { ...known.metadata?.labels, [LABEL_REVISION_HASH]: name }
  return {
    ...known,
    metadata: {
      ...known.metadata,
      ...(claim !== undefined && { ownerReferences: appliedOwners(owners, claim, daemonSet) }),
      ...(revision.labelled.includes(name) && { labels }),
    },
    ...(number !== undefined && { revision: BigInt(number) }),
  }
}

const claimOf = (
  { adopted, released }: RevisionChanges,
  name: string,
): 'adopted' | 'released' | undefined => {
  if (adopted.includes(name)) return 'adopted'
  return released.includes(name) ? 'released' : undefined
}
