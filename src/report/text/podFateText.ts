import type { CreateReason, DeleteReason } from '../../sync/fate.js'
import type { PodPlan } from '../../sync/plan.js'
import { reasonSummary } from './reasonText.js'
import type { Style } from './style.js'

/** Why a pod is created. */
export const CREATE_TEXT: Readonly<Record<CreateReason, string>> = {
  NoPod: 'the node should run a pod and has none',
  NoRunningPod: 'the node has no pod that is not on its way out',
  OldPodUnavailable: 'the outdated pod is not available, so its successor starts at once',
  Surge: 'successor of an outdated pod, within maxSurge',
}

/** Why a pod is deleted. */
export const DELETE_TEXT: Readonly<Record<DeleteReason, string>> = {
  NotEligible: 'the node does not take it',
  Failed: 'it has failed',
  Succeeded: 'it has succeeded',
  Duplicate: 'another pod on the node is older',
  NodeGone: 'it waits for a node that does not exist',
  Superseded: 'its successor on the node is available',
  SupersededUnready: 'it is not ready and its successor is there',
  Outdated: 'outdated, within maxUnavailable',
  OutdatedUnavailable: 'outdated and not available, so it goes whatever the budget says',
  OutdatedNotEligible: 'outdated on a node that should not run it, enough are available elsewhere',
}

/** What becomes of a pod, with `{pods}` for the pods that share it; a pod that is simply kept has no line. */
export const fateText = (pod: PodPlan, style: Style): string | undefined => {
  const { disposition } = pod
  switch (disposition.code) {
    case 'keep':
    case 'choice':
      return undefined
    case 'delete': {
      const reasons = (disposition.reasons ?? []).map(reasonSummary).join('; ')
      const because = reasons === '' ? '' : ` (${reasons})`
      return `${style.bad('-')} delete {pods}: ${DELETE_TEXT[disposition.why]}${because}`
    }
    case 'stay':
      return `${style.warn('!')} stays although the node is no longer eligible: {pods}: ${disposition.reasons.map(reasonSummary).join('; ')}`
    case 'postponed':
      return `${style.warn('…')} to be deleted in a later pass: {pods}: ${DELETE_TEXT[disposition.why]}`
    case 'terminating':
      return `${style.dim('·')} terminating: {pods}`
    case 'release':
      return `${style.warn('>')} release {pods}: the selector no longer matches`
    case 'backoff':
      return `${style.warn('…')} failed, kept until ${disposition.until}: {pods}`
    case 'stranded':
      return `${style.warn('!')} on a node that does not exist, left to the pod garbage collector: {pods}`
    case 'unpinned':
      return `${style.warn('!')} for no node that could be told: {pods}`
    case 'untouched':
      return `${style.dim('·')} not looked at: {pods}`
    case 'unknown':
      return `${style.warn('?')} depends on the ${disposition.needs}: {pods}`
  }
}
