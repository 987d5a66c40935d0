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

/** Whether two written statuses are the same; null is none. */
export const sameStatus = (ours: Json, theirs: Json): boolean =>
  isDeepStrictEqual(statusOf(ours), statusOf(theirs))

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

const podIn = (text: string): string => /pod [^\s/]*\/(\S+) on node/.exec(text)?.[1] ?? ''

/** Events: each may be any one of several, about pods of which a choice says that one is deleted. */
const sameEvents = (ours: Json, theirs: Json): boolean => {
  const rest: string[] = [...(theirs.events ?? [])]
  const open: readonly (readonly string[])[] = ours.events
  for (const texts of [...open].sort((a, b) => a.length - b.length)) {
    const found = rest.findIndex((text) => texts.includes(text))
    if (found < 0) return false
    rest.splice(found, 1)
  }
  const choices: readonly { from: readonly string[] }[] = ours.deletes.choices
  const isOfChoice = (texts: readonly string[]): boolean =>
    choices.some(({ from }) => texts.every((text) => from.includes(podIn(text))))
  return rest.length === 0 && open.every((texts) => texts.length === 1 || isOfChoice(texts))
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

/** Where podfit gives no number, the pass ended while it read the revisions, or before: none is current then. */
const sameCurrent = (ours: Json, theirs: Json): boolean => {
  if (ours.revision.number === null) {
    return (
      ours.revision.current === null &&
      theirs.newHistory === undefined &&
      (theirs.current === undefined || theirs.error !== '')
    )
  }
  const named = theirs.current ?? { name: null, revision: theirs.newHistory?.revision ?? null }
  return ours.revision.current === named.name && ours.revision.number === named.revision
}

const sameRevision = (ours: Json, theirs: Json): boolean =>
  sameCurrent(ours, theirs) &&
  isDeepStrictEqual(ours.revision.renumbered, theirs.renumbered ?? {}) &&
  sameSet(ours.revision.deleted, theirs.oldHistory) &&
  sameSet(ours.revision.adopted, theirs.adoptedHistory) &&
  sameSet(ours.revision.released, theirs.releasedHistory) &&
  sameSet(ours.revision.labelled, theirs.labelledHistory) &&
  sameSet(ours.relabelled, theirs.relabelled)

/** The answers to one pass: sets where order says nothing, and where Kubernetes picks any as sets to choose from. */
export const syncRule: Rule = (ours, theirs) => {
  if (!ours.error.includes(theirs.error)) return 'error'
  if (
    !chosen(
      ours.creates,
      theirs.creates.map((create: Json) => create.node),
    )
  )
    return 'creates'
  if (!chosen(ours.deletes, theirs.deletes)) return 'deletes'
  if (!sameStatus(ours.status, theirs.status)) return 'status'
  if (!sameRevision(ours, theirs)) return 'revision'
  if (!sameEvents(ours, theirs)) return 'events'
  if (!sameSet(ours.adopted, theirs.adopted)) return 'adopted'
  if (!sameSet(ours.released, theirs.released)) return 'released'
  return sameTemplates(ours, theirs) ? undefined : 'template'
}
