import type { Reason, TermMismatch } from './reason.js'

/** What of a reason is the policy's and not the single node's: nodes whose reasons agree in it are told together. */
export const reasonClass = (reason: Reason): unknown => {
  switch (reason.code) {
    case 'NodeNameMismatch':
      return [reason.code, reason.expected]
    case 'NodeSelectorMismatch':
      return [reason.code, reason.key, reason.expected]
    case 'NodeAffinityMismatch':
      return [reason.code, reason.terms.map(termClass)]
    case 'NodeUnschedulable':
      return [reason.code]
    case 'UntoleratedTaint':
      return [reason.code, reason.taint]
  }
}

const termClass = (term: TermMismatch): unknown =>
  term.code === 'RequirementsUnmet' ? [term.path, term.requirements.map(({ path }) => path)] : term
