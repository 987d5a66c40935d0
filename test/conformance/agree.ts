import { isDeepStrictEqual } from 'node:util'
import { equalJson } from '../../src/data/equalJson.js'
import { upstreamLabelSelectorError } from '../../src/report/upstream/upstream.js'
import type { LabelSelector } from '../../src/kube/labelSelector.js'
import { NEWEST_RELEASE, readRelease } from '../../src/kube/release.js'
import { compileLabelSelector } from '../../src/selector/labelSelector.js'
import { same, sameSet, type Json, type Rule } from './agree/same.js'
import { passesRule } from './agree/passes.js'
import { syncRule } from './agree/sync.js'
import { writtenAffinity } from './agree/writtenAffinity.js'
import { inWordsOf } from './wordings.js'

/** An answer of either side: `out`, or `bad` where there is none. */
export interface Answer {
  readonly id?: unknown
  readonly out?: unknown
  readonly bad?: string
}

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
  if (theirs.bad?.startsWith('panic') === true) return theirs.bad
  if ((ours.bad === undefined) !== (theirs.bad === undefined)) {
    return `one side cannot decode it: ${ours.bad ?? theirs.bad ?? ''}`
  }
  if (theirs.bad !== undefined) return undefined
  const rule = RULES[operation] ?? same
  const inWords = (answer: unknown): Json => inWordsOf(kubernetes, answer)
  return rule(inWords(ours.out), theirs.out as Json, input as Json, inWords, kubernetes)
}

/** Of a DaemonSet with defaults only what scheduling reads is compared. */
const defaultsOf = ({ metadata, spec }: Json): Json => ({
  labels: filled(metadata?.labels),
  selector: pointer(spec?.selector),
  updateStrategyType: spec?.updateStrategy?.type,
  rollingUpdate: pointer(spec?.updateStrategy?.rollingUpdate),
  revisionHistoryLimit: spec?.revisionHistoryLimit,
  templateLabels: filled(spec?.template?.metadata?.labels),
  tolerations: filled(spec?.template?.spec?.tolerations),
  affinity: writtenAffinity(spec?.template?.spec?.affinity),
  nodeSelector: filled(spec?.template?.spec?.nodeSelector),
  restartPolicy: spec?.template?.spec?.restartPolicy,
})

/** An object behind a pointer: an empty one is not none. */
const pointer = (value: Json): Json => ((value ?? null) === null ? null : { is: filled(value) })

/** A value without its empty parts, however deep: Go writes no empty maps. */
const filled = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(filled)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([key, member]) => [key, filled(member)] as const)
  return Object.fromEntries(members.filter(([, member]) => !isNothing(member)))
}

/** Without the members that are not there. */
const withoutNothing = (value: Json): Json =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => !isNothing(member)))

const isNothing = (value: Json): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value as object).length === 0)

/** Upstream reads `matchLabels` in no particular order and stops at the first fault: any of them agrees. */
const anyLabelError = (selector: LabelSelector | null): readonly string[] =>
  Object.entries<string | null>(selector?.matchLabels ?? {}).flatMap(([key, value]) => {
    const read = compileLabelSelector({
      matchLabels: { [key.toWellFormed()]: (value ?? '').toWellFormed() },
    })
    return read._tag === 'Left' ? [upstreamLabelSelectorError(read.left)] : []
  })

const NEWEST_MINOR = readRelease(NEWEST_RELEASE)?.minor ?? 0

/** Errors come field after field; those of a map come in no order, all at the field of the map. */
const fieldOf = (error: Json): Json => error.field

const minorOf = (kubernetes: string | undefined): number =>
  (kubernetes === undefined ? undefined : readRelease(kubernetes)?.minor) ?? NEWEST_MINOR

/** Releases before 1.37 tell an error as often as they come across it. */
const repeatsErrors = (kubernetes: string | undefined): boolean => minorOf(kubernetes) < 37

/**
 * Up to 1.33 the selector that may not change is told last, and from 1.38 on what declarative rules tell; podfit has
 * the order of the newest release.
 */
const movesErrors = (kubernetes: string | undefined): boolean =>
  minorOf(kubernetes) < 34 || minorOf(kubernetes) > 37

/** Sentences of releases before 1.35 show values in Go's own notation, which podfit does not have. */
const sameErrors = (ours: Json, theirs: Json, kubernetes: string | undefined): boolean => {
  const compared = (errors: Json): Json =>
    minorOf(kubernetes) < 35 ? errors?.map(({ text: _shown, ...told }: Json) => told) : errors
  return sameSet(compared(ours), compared(theirs))
}

/** Releases before 1.25 take other init containers without a name for duplicates, besides that they have none. */
const doublesNameless = (kubernetes: string | undefined): boolean => minorOf(kubernetes) < 25

const isNoDoubleNameless = ({ type, field, text }: Json): boolean =>
  !(type === 'FieldValueDuplicate' && /initContainers/.test(field) && text.endsWith(': ""'))

const eachOnce = (errors: Json): Json => [
  ...new Map(errors.map((error: Json) => [error.text, error])).values(),
]

const RULES: Readonly<Record<string, Rule>> = {
  default: (ours, theirs) =>
    same(withoutNothing(defaultsOf(ours)), withoutNothing(defaultsOf(theirs))),
  labelSelector: (ours, theirs, input, inWords) =>
    ours.error !== '' && inWords(anyLabelError(input.selector)).includes(theirs.error)
      ? undefined
      : same(ours, theirs, input),
  validate: (ours, theirs, _input, _inWords, kubernetes) => {
    const told = repeatsErrors(kubernetes) ? eachOnce(theirs) : theirs
    const inOrder =
      movesErrors(kubernetes) || isDeepStrictEqual(ours.map(fieldOf), told.map(fieldOf))
    return sameErrors(ours, told, kubernetes) && inOrder ? undefined : 'the errors differ'
  },
  validateParts: (ours, theirs, _input, _inWords, kubernetes) =>
    sameErrors(ours.tolerations, theirs.tolerations, kubernetes) &&
    sameErrors(ours.nodeSelector, theirs.nodeSelector, kubernetes) &&
    (ours.nodeSelector === undefined) === (theirs.nodeSelector === undefined)
      ? undefined
      : 'the errors differ',
  object: (ours, theirs, _input, _inWords, kubernetes) => {
    const told = repeatsErrors(kubernetes) ? eachOnce(theirs) : theirs
    const compared = (errors: Json): Json =>
      doublesNameless(kubernetes) ? errors.filter(isNoDoubleNameless) : errors
    return sameErrors(compared(ours), compared(told), kubernetes) ? undefined : 'the errors differ'
  },
  warnings: (ours, theirs) =>
    sameSet(ours.warnings, theirs.warnings) ? undefined : 'the warnings differ',
  fits: (ours, theirs) =>
    sameSet(ours.insufficient, theirs.insufficient) && ours.ports === theirs.ports
      ? undefined
      : 'the shortages differ',
  evict: (ours, theirs, input) =>
    same({ ...ours, ns: negative(ours.ns) }, { ...theirs, ns: negative(theirs.ns) }, input),
  fields: (ours, theirs) => {
    if ((ours.error === '') !== (theirs.error === '')) return 'only one side decodes it'
    return theirs.error !== '' || sameSet(ours.strict, theirs.strict)
      ? undefined
      : 'what strict decoding says differs'
  },
  kubectlTaint: (ours, theirs, input) =>
    theirs.error === ''
      ? same(ours, theirs, input)
      : same({ error: ours.error }, { error: theirs.error }, input),
  revisionData: (ours, theirs) => (equalJson(ours, theirs) ? undefined : 'the data differ'),
  sync: syncRule,
  passes: passesRule,
}

/** Every negative delay is for ever. */
const negative = (ns: Json): Json => (ns < 0 ? -1 : ns)
