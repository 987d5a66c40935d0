import type { TemplateChange } from '../../impact/templateChange.js'
import type { TemplateDecision, TemplateVerdict } from '../../pools/decideTemplate.js'
import { reasonSummary } from './reasonText.js'
import type { Style } from './style.js'
import { decisionText } from './verdictText.js'

/** A decision about nodes that do not exist yet. */
export const templateDecisionText = (decision: TemplateDecision, style: Style): string =>
  decision.code === 'Certain'
    ? decisionText(decision.decision, style)
    : `${decisionText(decision.best, style)} or ${decisionText(decision.worst, style)}, which hangs on ${decision.on.join(', ')}`

/** What becomes of node pools for one DaemonSet, one line each. */
export const templateChangeLines = (
  changes: readonly TemplateChange[],
  style: Style,
): readonly string[] =>
  changes.map(({ template, before, after }) => {
    const sides = [before, after].map((side) =>
      side === undefined ? 'absent' : templateDecisionText(side.decision, style),
    )
    return `${symbol(after, style)} node pool ${template}: ${sides.join(' → ')}${whyText(after)}`
  })

const symbol = (after: TemplateVerdict | undefined, style: Style): string => {
  if (after === undefined) return style.bad('-')
  if (after.decision.code === 'Depends') return style.warn('?')
  return after.decision.decision === 'run' ? style.good('+') : style.bad('-')
}

const whyText = (after: TemplateVerdict | undefined): string => {
  const why = (after?.reasons ?? []).map(reasonSummary).join('; ')
  return why === '' ? '' : `: ${why}`
}
