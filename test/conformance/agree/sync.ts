import { isDeepStrictEqual } from 'node:util'
import { isSame, sameSet, type Json, type Rule } from './same.js'
import { writtenAffinity } from './writtenAffinity.js'

const STATUS = [
  'currentNumberScheduled',
  'numberMisscheduled',
  'desiredNumberScheduled',
  'numberReady',
  'observedGeneration',
  'updatedNumberScheduled',
  'numberAvailable',
  'numberUnavailable',
]

const statusOf = (status: Json): Json =>
  status === null ? null : STATUS.map((name) => status[name] ?? 0)

/** Whether the rest of a list, after what is certain, splits over the choices. */
const chosen = (
  ours: { must: readonly string[]; choices: readonly { count: number; from: readonly string[] }[] },
  theirs: readonly string[],
): boolean => {
  const must = new Set(ours.must)
  const rest = theirs.filter((name) => !must.has(name))
  if (theirs.length - rest.length !== ours.must.length) return false
  const covered = ours.choices.reduce((sum, { count, from }) => {
    const here = rest.filter((name) => from.includes(name)).length
    return here === count ? sum + here : Number.NaN
  }, 0)
  return covered === rest.length
}

const NODE_MISSING = /^couldn't get node for nodeName "[^"]*": node "[^"]*" not found$/

const sameError = (ours: string, theirs: string): boolean =>
  ours === theirs || (NODE_MISSING.test(ours) && NODE_MISSING.test(theirs))

/** Which of several failed pods an event names is not defined when which one is deleted is not. */
const sameEvents = (ours: Json, theirs: Json): boolean => {
  const hasChoice = ours.deletes.choices.length > 0
  const told = (events: Json) =>
    (events ?? [])
      .map((text: string) => (hasChoice ? text.replace(/pod \S+\/\S+ on/, 'pod on') : text))
      .sort()
  return isDeepStrictEqual(told(ours.events), told(theirs.events))
}

const REVISION_HASH = 'controller-revision-hash'

const sameTemplates = (ours: Json, theirs: Json): boolean =>
  theirs.creates.every((create: Json) => {
    const labels = { ...create.labels }
    if (ours.revision.current === null) delete labels[REVISION_HASH]
    return (
      isSame(labels, ours.template.labels) &&
      isSame(ours.template.tolerations, create.tolerations) &&
      isSame(writtenAffinity(ours.template.affinity[create.node]), create.affinity)
    )
  })

const sameRevision = (ours: Json, theirs: Json): boolean => {
  // The pass ended while it read the revisions, or before.
  if (ours.revision.number === null) return theirs.newHistory === undefined
  const named = theirs.current ?? { name: null, revision: theirs.newHistory?.revision ?? null }
  return (
    ours.revision.current === named.name &&
    ours.revision.number === named.revision &&
    isDeepStrictEqual(ours.revision.renumbered, theirs.renumbered ?? {}) &&
    sameSet(ours.revision.deleted, theirs.oldHistory) &&
    sameSet(ours.revision.adopted, theirs.adoptedHistory) &&
    sameSet(ours.revision.released, theirs.releasedHistory) &&
    sameSet(ours.revision.labelled, theirs.labelledHistory) &&
    sameSet(ours.relabelled, theirs.relabelled)
  )
}

/** The answers to one pass: sets where order says nothing, and where Kubernetes picks any as sets to choose from. */
export const syncRule: Rule = (ours, theirs) => {
  if (!sameError(ours.error, theirs.error)) return 'error'
  if (
    !chosen(
      ours.creates,
      theirs.creates.map((create: Json) => create.node),
    )
  )
    return 'creates'
  if (!chosen(ours.deletes, theirs.deletes)) return 'deletes'
  if (!isDeepStrictEqual(statusOf(ours.status), statusOf(theirs.status))) return 'status'
  if (!sameRevision(ours, theirs)) return 'revision'
  if (!sameEvents(ours, theirs)) return 'events'
  if (!sameSet(ours.adopted, theirs.adopted)) return 'adopted'
  if (!sameSet(ours.released, theirs.released)) return 'released'
  return sameTemplates(ours, theirs) ? undefined : 'template'
}
