import { isDeepStrictEqual } from 'node:util'
import { upstreamLabelSelectorError } from '../../src/report/upstream.js'
import type { LabelSelector } from '../../src/kube/labelSelector.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { writtenTemplate } from '../../src/revision/writtenTemplate.js'
import { compileLabelSelector } from '../../src/selector/labelSelector.js'
import { pinnedAffinity } from '../../src/sync/createdPod.js'
import { inWordsOf } from './wordings.js'

/** An answer of either side: `out`, or `bad` where there is none. */
export interface Answer {
  readonly id?: unknown
  readonly out?: unknown
  readonly bad?: string
}

// JSON from two programs; the rules below say what is looked at.
// oxlint-disable-next-line typescript/no-explicit-any
type Json = any

/**
 * Whether podfit's answer agrees with Kubernetes'; undefined when it does, otherwise what differs.
 */
export const disagreement = (
  operation: string,
  input: unknown,
  ours: Answer,
  theirs: Answer,
  kubernetes?: string,
): string | undefined => {
  if (theirs.bad?.startsWith('panic') === true) {
    return isPanicExpected(operation, input as Json) ? undefined : theirs.bad
  }
  if ((ours.bad === undefined) !== (theirs.bad === undefined)) {
    return `one side cannot decode it: ${ours.bad ?? theirs.bad ?? ''}`
  }
  if (theirs.bad !== undefined) return undefined
  const rule = RULES[operation] ?? same
  const inWords = (answer: unknown): Json => inWordsOf(kubernetes, answer)
  return rule(inWords(ours.out), theirs.out as Json, input as Json, inWords)
}

/** The API server's defaults never leave this field absent; the controller dereferences it without looking. */
const isPanicExpected = (operation: string, input: Json): boolean =>
  operation === 'sync' && (input.daemonSet?.spec?.revisionHistoryLimit ?? null) === null

type Rule = (
  ours: Json,
  theirs: Json,
  input: Json,
  inWords: (answer: unknown) => Json,
) => string | undefined

const same = (ours: Json, theirs: Json, _input?: Json): string | undefined =>
  isDeepStrictEqual(withoutEmpty(ours), withoutEmpty(theirs)) ? undefined : 'the answers differ'

/** Absent, null, empty text, empty list: the same to Go; which of them is printed says nothing. */
const withoutEmpty = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => !isEmpty(member))
      .map(([key, member]) => [key, withoutEmpty(member)]),
  )
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0)

const asSet = (values: readonly unknown[] | undefined): readonly string[] =>
  (values ?? []).map((value) => JSON.stringify(value)).sort()

const sameSet = (ours: Json, theirs: Json): boolean => isDeepStrictEqual(asSet(ours), asSet(theirs))

/** Of a DaemonSet with defaults only what the controller reads is compared. */
const defaultsOf = (daemonSet: Json): Json => ({
  updateStrategy: daemonSet.spec?.updateStrategy,
  revisionHistoryLimit: daemonSet.spec?.revisionHistoryLimit,
  tolerations: daemonSet.spec?.template?.spec?.tolerations,
})

/** Upstream reads `matchLabels` in no particular order and stops at the first fault: any of them agrees. */
const anyLabelError = (selector: LabelSelector | null): readonly string[] =>
  Object.entries<string | null>(selector?.matchLabels ?? {}).flatMap(([key, value]) => {
    const read = compileLabelSelector({
      matchLabels: { [key.toWellFormed()]: (value ?? '').toWellFormed() },
    })
    return read._tag === 'Left' ? [upstreamLabelSelectorError(read.left)] : []
  })

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

/** Which of several failed pods an event names is left to chance when which one is deleted is. */
const sameEvents = (ours: Json, theirs: Json): boolean => {
  const hasChoice = ours.deletes.choices.length > 0
  const told = (events: Json) =>
    (events ?? [])
      .map((text: string) => (hasChoice ? text.replace(/pod \S+\/\S+ on/, 'pod on') : text))
      .sort()
  return isDeepStrictEqual(told(ours.events), told(theirs.events))
}

const REVISION_HASH = 'controller-revision-hash'

const sameTemplates = (ours: Json, theirs: Json, input: Json): boolean =>
  theirs.creates.every((create: Json) => {
    const labels = { ...create.labels }
    if (ours.revision.current === null) delete labels[REVISION_HASH]
    return (
      isDeepStrictEqual(withoutEmpty(labels), withoutEmpty(ours.template.labels)) &&
      same(ours.template.tolerations, create.tolerations, null) === undefined &&
      same(affinityWritten(input, create.node), create.affinity, null) === undefined
    )
  })

/** The affinity of a pod that is created on a node, as Go writes it. */
const affinityWritten = (input: Json, node: string): Json => {
  const affinity = pinnedAffinity(input.daemonSet.spec?.template?.spec?.affinity, node)
  return (writtenTemplate({ spec: { affinity } }, newestSemantics) as Json).spec.affinity
}

const sameRevision = (ours: Json, theirs: Json): boolean => {
  // The pass ended while it read the revisions, or before.
  if (ours.revision.number === null) return theirs.newHistory === undefined
  const named = theirs.current ?? { name: null, revision: theirs.newHistory?.revision ?? null }
  return (
    ours.revision.current === named.name &&
    ours.revision.number === named.revision &&
    isDeepStrictEqual(ours.revision.renumbered, theirs.renumbered ?? {}) &&
    sameSet(ours.revision.deleted, theirs.oldHistory) &&
    sameSet(ours.relabelled, theirs.relabelled)
  )
}

/** Errors come field after field; those of a map come in no order, all at the field of the map. */
const fieldOf = (error: Json): Json => error.field

const RULES: Readonly<Record<string, Rule>> = {
  default: (ours, theirs, input) => same(defaultsOf(ours), defaultsOf(theirs), input),
  labelSelector: (ours, theirs, input, inWords) =>
    ours.error !== '' && inWords(anyLabelError(input.selector)).includes(theirs.error)
      ? undefined
      : same(ours, theirs, input),
  validate: (ours, theirs) =>
    sameSet(ours, theirs) && isDeepStrictEqual(ours.map(fieldOf), theirs.map(fieldOf))
      ? undefined
      : 'the errors differ',
  validateParts: (ours, theirs) =>
    sameSet(ours.tolerations, theirs.tolerations) &&
    sameSet(ours.nodeSelector, theirs.nodeSelector) &&
    (ours.nodeSelector === undefined) === (theirs.nodeSelector === undefined)
      ? undefined
      : 'the errors differ',
  evict: (ours, theirs, input) =>
    same({ ...ours, ns: negative(ours.ns) }, { ...theirs, ns: negative(theirs.ns) }, input),
  kubectlTaint: (ours, theirs, input) =>
    theirs.error === ''
      ? same(ours, theirs, input)
      : same({ error: ours.error }, { error: theirs.error }, input),
  sync: (ours, theirs, input) => {
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
    return sameTemplates(ours, theirs, input) ? undefined : 'template'
  },
}

/** Every negative delay is for ever. */
const negative = (ns: Json): Json => (ns < 0 ? -1 : ns)
