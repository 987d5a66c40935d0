import { formatFieldPath } from '../../data/fieldPath.js'
import type { UnaskedMachine } from '../../placement/machineAsked.js'
import type { TemplateDecision } from '../../pools/decideTemplate.js'
import type { Decision, Verdict } from '../../reason/verdict.js'
import { reasonDetails, reasonSummary, sourceText, taintText } from './reasonText.js'
import { plainStyle, type Style } from './style.js'
import { terminalLines } from './terminalText.js'

/** What a decision means. */
export const DECISION_TEXT: Readonly<Record<Decision, string>> = {
  run: 'should run here',
  stay: 'no new pod; an existing pod keeps running',
  leave: 'not allowed here; an existing pod is deleted',
}

const STYLE: Readonly<Record<Decision, keyof Style>> = { run: 'good', stay: 'warn', leave: 'bad' }

/** A decision, set off. */
export const decisionText = (decision: Decision, style: Style): string =>
  style[STYLE[decision]](decision)

/**
 * A verdict in full, one line each: the decision, every reason with its details, every tolerated taint.
 *
 * @example
 * import { daemonSetPolicy, explain, orThrow } from 'podfit'
 * import { verdictText } from 'podfit/report'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: {} } }))
 * verdictText(explain(policy, { metadata: { name: 'n1' } })) // => ['run: should run here']
 *
 * @since 0.1.0
 */
export const verdictText = (verdict: Verdict, style: Style = plainStyle): readonly string[] =>
  terminalLines(verdictLines(verdict, style), style)

const verdictLines = (verdict: Verdict, style: Style): readonly string[] => [
  `${decisionText(verdict.decision, style)}: ${DECISION_TEXT[verdict.decision]}`,
  ...verdict.reasons.flatMap((reason) => [
    `  ${style.bad('✗')} ${reasonSummary(reason)}${reason.leaves ? '' : style.dim(' (an existing pod keeps running)')}`,
    ...reasonDetails(reason).map((line) => `      ${line}`),
  ]),
  ...verdict.tolerated.map(
    ({ nodePath: on, taint, by }) =>
      `  ${style.good('✓')} taint ${taintText(taint)} ${style.dim(`(${formatFieldPath(on)})`)} is tolerated by ${sourceText(by)}`,
  ),
]

/** A decision about nodes that do not exist yet. */
export const templateDecisionText = (decision: TemplateDecision, style: Style): string =>
  decision.code === 'Certain'
    ? decisionText(decision.decision, style)
    : `${decisionText(decision.best, style)} or ${decisionText(decision.worst, style)}, depending on ${decision.on.join(', ')}`

/** What is said of a machine that nobody asked for. */
export const unaskedText = ({ key, value }: UnaskedMachine): string =>
  `it does not ask for ${key}, which is ${value} there: its images may not start`
