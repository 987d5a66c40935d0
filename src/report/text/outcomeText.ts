import type { EndlessCause } from '../../rollout/forecast/model.js'
import type { UnknownInput } from '../../sync/disposition.js'
import type { Cascade, Outcome, Plan } from '../../sync/plan.js'
import { upstreamSyncError } from '../upstream/upstream.js'
import type { Style } from './style.js'

/** How a pass ends, as a sentence and as part of one. */
const TEXT: Readonly<
  Record<Outcome['code'], { readonly sentence: string; readonly words: string }>
> = {
  Synced: { sentence: 'nothing stops it', words: 'succeeds' },
  Failed: { sentence: 'the controller fails', words: 'fails' },
  SelectsAllPods: {
    sentence: 'the selector is empty, so the controller does nothing',
    words: 'does nothing',
  },
  BeingDeleted: {
    sentence: 'the DaemonSet is being deleted, so the controller does nothing',
    words: 'does nothing',
  },
  WaitsForExpectations: {
    sentence:
      'the controller has not yet observed its earlier writes, so only the status is written',
    words: 'writes only the status',
  },
}

/** What becomes of the pods and revisions of a DaemonSet that is being deleted. */
export const CASCADE_TEXT: Readonly<Record<Cascade, string>> = {
  foreground: 'the garbage collector deletes its pods and revisions first, then the DaemonSet',
  orphan: 'its pods and revisions stay, without an owner',
  background: 'its pods and revisions are deleted after it, once its finalizers are gone',
}

/** A DaemonSet that is being deleted, and what becomes of its pods. */
export const beingDeletedText = (cascade: Cascade): string =>
  `${TEXT.BeingDeleted.sentence}: ${CASCADE_TEXT[cascade]}`

/** How a pass ends, unless it just goes through. */
export const outcomeText = (plan: Plan, style: Style): readonly string[] => {
  const { sentence } = TEXT[plan.outcome.code]
  switch (plan.outcome.code) {
    case 'Synced':
      return []
    case 'Failed':
      return [`${style.bad('!')} ${sentence}: ${upstreamSyncError(plan)}`]
    case 'BeingDeleted':
      return [`${style.warn('!')} ${beingDeletedText(plan.outcome.cascade)}`]
    default:
      return [`${style.warn('!')} ${sentence}`]
  }
}

/** How a pass ends, as part of a sentence. */
export const outcomeWords = (plan: Pick<Plan, 'outcome' | 'daemonSet'>): string => {
  const { words } = TEXT[plan.outcome.code]
  return plan.outcome.code === 'Failed' ? `${words} (${upstreamSyncError(plan)})` : words
}

/** Why a rollout does not go on, by how a pass ends. */
export const stoppedText = ({ code }: Outcome): string =>
  code === 'Failed'
    ? `${TEXT[code].sentence} before it looks at pods; the plan says why`
    : TEXT[code].sentence

/** Why a rollout never ends. */
export const endlessText = (why: EndlessCause): string => `never ends: ${ENDLESS_TEXT[why]}`

const ENDLESS_TEXT: Readonly<Record<EndlessCause, string>> = {
  SelectorMismatch:
    'the selector does not match the labels of the template, so the controller creates pods and releases them at once',
  EmptyRevisionHash:
    'the current ControllerRevision has an empty hash, so no pod ever counts as updated',
}

/** That an answer is not known for want of some input. */
export const unknownText = (needs: readonly UnknownInput[], style: Style): string =>
  `${style.warn('?')} not known: ${notGiven(needs)}`

/** What an overview says nothing about, for want of what. */
const NOT_KNOWN = {
  nodes: 'where pods should run',
  pods: 'which pods are there',
  revisions: 'whether pods are up to date',
  daemonSets: 'which DaemonSets there are',
  events: 'what refuses to create pods, and what kubelets say',
} as const

/** What is not known for want of some kinds of objects, a line for each. */
export const notKnownLines = (
  kinds: readonly (keyof typeof NOT_KNOWN)[],
  style: Style,
): readonly string[] =>
  kinds.map((kind) => style.warn(`? not known: ${NOT_KNOWN[kind]}; ${notGiven([kind])}`))

/** Which inputs were not given, or cannot be read. */
export const notGiven = (inputs: readonly string[]): string => {
  const lists = inputs
    .filter((input) => input !== 'now')
    .map((input) => (input === 'daemonSets' ? 'DaemonSets' : input))
  return [
    ...(lists.length > 0 ? [`${lists.join(', ')} were not given`] : []),
    ...(lists.length < inputs.length ? ['the instant to look at cannot be read'] : []),
  ].join('; ')
}

/** A status that lags behind the spec, wherever that is said. */
export const SPEC_NOT_OBSERVED =
  'the controller has not observed the newest spec: the status is of an older one'
