import type { CreateReason, DeleteReason, Disposition } from '../../sync/disposition.js'
import type { PodPlan } from '../../sync/plan.js'
import { reasonSummary } from './reasonText.js'
import type { Style } from './style.js'

/** Why a pod is created. */
export const CREATE_TEXT: Readonly<Record<CreateReason, string>> = {
  NoPod: 'the node should run a pod and has none',
  NoRunningPod: 'the node has no pod that is not terminating',
  OldPodUnavailable: 'the outdated pod is unavailable, so its replacement starts at once',
  Surge: 'replaces an outdated pod, within maxSurge',
}

/** Why a pod is deleted. */
export const DELETE_TEXT: Readonly<Record<DeleteReason, string>> = {
  NotEligible: 'the node is not eligible',
  Failed: 'it has failed',
  Succeeded: 'it has succeeded',
  Duplicate: 'another pod on the node is older',
  NodeGone: 'it waits for a node that does not exist',
  Superseded: 'its replacement on the node is available',
  SupersededUnready: 'it is not ready and its replacement exists',
  Outdated: 'outdated, within maxUnavailable',
  OutdatedUnavailable: 'outdated and unavailable: replaced regardless of maxUnavailable',
  OutdatedNotEligible:
    'outdated, the node is not eligible, and enough pods are available elsewhere',
}

type Code = Disposition['code']

/** What becomes of a pod, as a line of its own and in the middle of one. */
interface Wording<D> {
  /** With `{pods}` for the pods that share it; absent where nothing is to be said. */
  readonly line?: (disposition: D, style: Style) => string
  readonly words: (disposition: D) => string
}

const TEXT: { readonly [C in Code]: Wording<Extract<Disposition, { code: C }>> } = {
  keep: { words: () => 'is kept' },
  stay: {
    line: ({ reasons }, { warn }) =>
      `${warn('!')} keeps running although the node is no longer eligible: {pods}: ${reasons.map(reasonSummary).join('; ')}`,
    words: () => 'keeps running although the node is not eligible',
  },
  delete: {
    line: ({ why, reasons = [] }, { bad }) => {
      const because = reasons.map(reasonSummary).join('; ')
      return `${bad('-')} delete {pods}: ${DELETE_TEXT[why]}${because === '' ? '' : ` (${because})`}`
    },
    words: ({ why }) => `is deleted (${DELETE_TEXT[why]})`,
  },
  choice: { words: ({ why }) => `may be deleted (${DELETE_TEXT[why]})` },
  postponed: {
    line: ({ why }, { warn }) =>
      `${warn('…')} to be deleted in a later pass: {pods}: ${DELETE_TEXT[why]}`,
    words: ({ why }) => `is deleted in a later pass (${DELETE_TEXT[why]})`,
  },
  terminating: {
    line: (_, { dim }) => `${dim('·')} terminating: {pods}`,
    words: () => 'is terminating',
  },
  release: {
    line: (_, { warn }) => `${warn('>')} release {pods}: the selector no longer matches`,
    words: () => 'is released',
  },
  backoff: {
    line: ({ until }, { warn }) => `${warn('…')} failed, kept until ${until}: {pods}`,
    words: ({ until }) => `is kept until ${until}`,
  },
  stranded: {
    line: (_, { warn }) =>
      `${warn('!')} on a node that does not exist, left to the pod garbage collector: {pods}`,
    words: () => 'is left to the pod garbage collector',
  },
  unpinned: {
    line: (_, { warn }) => `${warn('!')} its node cannot be determined: {pods}`,
    words: () => 'has no node that can be determined',
  },
  untouched: {
    line: (_, { dim }) => `${dim('·')} not looked at: {pods}`,
    words: () => 'is not looked at',
  },
  unknown: {
    line: ({ needs }, { warn }) => `${warn('?')} depends on the ${needs}: {pods}`,
    words: ({ needs }) => `depends on the ${needs}`,
  },
}

const textOf = ({ code }: Disposition) => TEXT[code] as Wording<Disposition>

/** What becomes of a pod, with `{pods}` for the pods that share it; a pod that is simply kept has no line. */
export const dispositionLine = ({ disposition }: PodPlan, style: Style): string | undefined =>
  textOf(disposition).line?.(disposition, style)

/** The same without its pods, as part of a sentence. */
export const dispositionWords = (disposition: Disposition): string =>
  textOf(disposition).words(disposition)
