import * as E from 'fp-ts/Either'
import { fits } from '../capacity/fits.js'
import { newPod } from '../capacity/newPod.js'
import { storedPod } from '../capacity/storedPod.js'
import { findingText, type RuledFinding } from '../admission/admit.js'
import { formatFieldPath } from '../data/fieldPath.js'
import { isJsonObject, member } from '../data/own.js'
import { grouped } from '../data/grouped.js'
import { plan, type PlanInput } from '../cluster/plan.js'
import { planSummary } from '../cluster/planSummary.js'
import type { Node } from '../kube/node.js'
import { nameOf, namespacedName } from '../kube/objectFacts.js'
import { newestSemantics } from '../kube/semantics.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Pod } from '../kube/pod.js'
import type { Taint } from '../kube/taint.js'
import type { Toleration } from '../kube/toleration.js'
import { compileDaemonSet, podPolicy } from '../placement/compile.js'
import { explain } from '../placement/explain.js'
import { tolerationNearMiss } from '../placement/nearMiss.js'
import { COMPILED, type Policy } from '../placement/policy.js'
import { reasonClass } from '../reason/reasonClass.js'
import type { Verdict } from '../reason/verdict.js'
import { outcomeText } from '../report/text/outcomeText.js'
import { planText } from '../report/text/planText.js'
import { reasonDetails, reasonSummary, taintHint, taintText } from '../report/text/reasonText.js'
import { plainStyle } from '../report/text/style.js'
import { counted, someOf } from '../report/text/table.js'
import { fitLines } from '../report/overview/fitText.js'
import { terminalLines, terminalText } from '../report/text/terminalText.js'
import { verdictText } from '../report/text/verdictText.js'
import type { Plan } from '../sync/plan.js'
import { readToleration, type ReadToleration } from '../taint/readToleration.js'
import { taintParts } from '../taint/taintParts.js'
import { usedToleration } from '../taint/untolerated.js'
import { writtenTaint } from './written.js'

/**
 * What a matcher finds: whether it holds, what was expected in words that follow `expected`, and why it is so.
 */
export interface Judgement {
  readonly holds: boolean
  /** Who is spoken of: `DaemonSet default/agent`. */
  readonly subject: string
  /** What is expected of it, after `to` or `not to`: `run on worker`. */
  readonly claim: string
  /** The explanation, with the nearest miss; the same whether it holds or not. */
  readonly why: readonly string[]
}

/**
 * How many pods a plan creates, deletes and leaves alone, and how many are where none should be and stay. What is not
 * named is not compared.
 *
 * @since 0.2.0
 */
export interface PlanCounts {
  readonly create?: number | undefined
  readonly delete?: number | undefined
  readonly keep?: number | undefined
  readonly misscheduled?: number | undefined
}

/** A matcher that cannot tell: the test is wrong, and fails whether negated or not. */
const unusable = (matcher: string, what: string): Error => new Error(`${matcher}: ${what}`)

interface Asked {
  readonly subject: string
  readonly policy: Policy
}

/** Whose pods are meant: by a literal kind, or what has been compiled. */
const askedOf = (matcher: string, received: unknown): Asked => {
  if (isPolicy(received)) return { subject: 'the policy', policy: received }
  const kind = member(received, 'kind')
  if (!isJsonObject(received) || typeof kind !== 'string' || kind === '')
    throw unusable(
      matcher,
      'expects a DaemonSet, a Pod or another workload that says its kind, or a policy',
    )
  const { namespace, name } = (member(received, 'metadata') ?? {}) as Record<string, string>
  const subject = terminalText(`${kind} ${namespacedName({ namespace, name })}`)
  if (kind === 'DaemonSet') return { subject, policy: compileDaemonSet(received) }
  const policy = podPolicy(received)
  if (E.isLeft(policy)) throw unusable(matcher, `a ${kind} has no pods whose policy can be read`)
  return { subject, policy: policy.right }
}

/** The pod that something makes next, or is, as the API server stores it. */
const nextPod = (
  matcher: string,
  received: unknown,
): { readonly subject: string; readonly pod: Pod } => {
  const { subject } = askedOf(matcher, received)
  if (isPolicy(received)) throw unusable(matcher, 'a policy does not say what is requested')
  if (member(received, 'kind') === 'DaemonSet')
    return { subject, pod: newPod(received as DaemonSet).pod }
  const template =
    member(received, 'kind') === 'Pod' ? received : member(member(received, 'spec'), 'template')
  const { metadata, spec } = template as Pod
  return { subject, pod: storedPod({ metadata, spec }) }
}

const isPolicy = (received: unknown): received is Policy =>
  isJsonObject(received) && COMPILED in received

const isNode = (value: unknown): value is Node =>
  isJsonObject(value) && (member(value, 'kind') ?? 'Node') === 'Node'

const nodesOf = (matcher: string, nodes: unknown): readonly Node[] => {
  const list: readonly unknown[] = Array.isArray(nodes) ? nodes : [nodes]
  if (list.length === 0) throw unusable(matcher, 'no node to ask about')
  if (!list.every(isNode)) throw unusable(matcher, 'expects a Node, or a list of them')
  return list
}

/** The verdicts of a policy about some nodes, nodes with the same answer together. */
const verdictsText = (policy: Policy, nodes: readonly Node[]): readonly string[] => {
  const verdicts = nodes.map((node) => ({ name: nameOf(node), verdict: explain(policy, node) }))
  const alike = grouped(verdicts, ({ verdict: { decision, reasons } }) =>
    JSON.stringify([decision, reasons.map(reasonClass)]),
  )
  return [...alike.values()].flatMap((same) => [
    terminalText(`${someOf(same.map(({ name }) => name))}:`),
    ...verdictText(same[0].verdict).map((line) => `  ${line}`),
  ])
}

const placement =
  (matcher: string, claim: string, isWanted: (runs: boolean) => boolean) =>
  (received: unknown, nodes: unknown): Judgement => {
    const { subject, policy } = askedOf(matcher, received)
    const all = nodesOf(matcher, nodes)
    const wrong = all.filter((node) => !isWanted(explain(policy, node).decision === 'run'))
    const named = all.length === 1 ? nameOf(all[0] as Node) : counted(all.length, 'node')
    return {
      holds: wrong.length === 0,
      subject,
      claim: terminalText(`${claim} ${named}`),
      why: verdictsText(policy, wrong.length === 0 ? all : wrong),
    }
  }

/** The tolerations that something has, where they come from, and in which release. */
const tolerationsOf = (
  matcher: string,
  received: unknown,
): Pick<Policy, 'tolerations' | 'semantics'> & { readonly subject: string } => {
  const isToleration =
    isJsonObject(received) && !['kind', 'spec', 'metadata'].some((key) => key in received)
  if (!Array.isArray(received) && (!isToleration || isPolicy(received))) {
    const { subject, policy } = askedOf(matcher, received)
    return { subject, ...policy }
  }
  const list: readonly Toleration[] = Array.isArray(received) ? received : [received]
  return {
    subject: Array.isArray(received) ? counted(list.length, 'toleration') : 'the toleration',
    tolerations: list.map((each, i) => readToleration(each, [i])),
    semantics: newestSemantics,
  }
}

const toleratedBy = ({ source }: ReadToleration): string =>
  source === 'automatic'
    ? 'the automatic toleration tolerates it'
    : `${source.join('.')} tolerates it`

const isPlan = (value: unknown): value is Plan =>
  member(value, 'creates') !== undefined && member(value, 'outcome') !== undefined

const planned = (matcher: string, received: unknown): Plan => {
  if (isPlan(received)) return received
  if (member(received, 'daemonSet') === undefined)
    throw unusable(matcher, 'expects a plan, or what plan() is given')
  return plan(received as PlanInput)
}

const codesOf = (matcher: string, received: unknown): readonly string[] => {
  const list: unknown = Array.isArray(received) ? received : member(received, 'reasons')
  if (!Array.isArray(list) || list.some((each) => typeof member(each, 'code') !== 'string'))
    throw unusable(matcher, 'expects a verdict of explain(), or a list of records with a code')
  return list.map((each) => String(member(each, 'code')))
}

/** Why a request is denied, by whom. */
const denialsOf = (response: unknown): readonly string[] => {
  const denials = member(response, 'denials')
  const message = member(member(response, 'status'), 'message')
  return Array.isArray(denials)
    ? (denials as readonly RuledFinding[]).flatMap(findingText)
    : (typeof message === 'string' ? message : 'without a reason').split('\n')
}

/**
 * The matchers: from what is received and what is expected of it to a judgement. What no judgement can be made of
 * (an object without a kind, an empty list of nodes) throws, so that neither an assertion nor its negation passes.
 */
export const judge = {
  toRunOn: placement('toRunOn', 'run on', (runs) => runs),
  toRunOnEvery: placement('toRunOnEvery', 'run on every one of', (runs) => runs),
  toStayOff: placement('toStayOff', 'stay off', (runs) => !runs),

  toTolerate: (received: unknown, expected: string | Taint): Judgement => {
    const { subject, tolerations, semantics } = tolerationsOf('toTolerate', received)
    const taint = writtenTaint(expected)
    const used = usedToleration(tolerations, taint, semantics)
    const near = tolerationNearMiss(taint, tolerations, semantics)
    return {
      holds: used !== undefined,
      subject,
      claim: `tolerate ${taintText(taintParts(taint))}`,
      why:
        used === undefined
          ? ['nothing there tolerates it', ...terminalLines(taintHint(near))]
          : [terminalText(toleratedBy(used))],
    }
  },

  toFit: (received: unknown, node: unknown, pods: readonly Pod[] = []): Judgement => {
    const { subject, pod } = nextPod('toFit', received)
    const [asked, ...more] = nodesOf('toFit', node)
    if (asked === undefined || more.length > 0) throw unusable('toFit', 'expects one Node')
    if (!isJsonObject(asked.status?.allocatable))
      throw unusable('toFit', `${nameOf(asked)} says nothing of its allocatable`)
    const fit = fits(pod, asked, pods)
    if (E.isLeft(fit))
      throw unusable(
        'toFit',
        fit.left
          .map(
            ({ path, expected, found }) =>
              `${formatFieldPath(path)}: expected ${expected}, found ${found}`,
          )
          .join('; '),
      )
    const beside = pods.length === 0 ? '' : ` beside ${counted(pods.length, 'pod')}`
    return {
      holds: fit.right.code === 'fits',
      subject,
      claim: terminalText(`fit ${nameOf(asked)}${beside}`),
      why: fitLines(fit.right),
    }
  },

  toExplain: (received: unknown, code: string): Judgement => {
    const codes = codesOf('toExplain', received)
    const verdict = Array.isArray(received) ? undefined : (received as Verdict)
    return {
      holds: codes.includes(code),
      subject: verdict === undefined ? 'the list' : 'the verdict',
      claim: terminalText(`explain ${code}`),
      why:
        verdict === undefined
          ? [terminalText(`it has ${codes.length === 0 ? 'nothing' : codes.join(', ')}`)]
          : [
              `it is ${verdict.decision}`,
              ...verdict.reasons.flatMap((reason) => [
                `  ${reason.code}: ${reasonSummary(reason)}`,
                ...reasonDetails(reason).map((line) => `    ${line}`),
              ]),
            ],
    }
  },

  toBeAdmitted: (received: unknown): Judgement => {
    const response = member(received, 'response') ?? received
    const allowed = member(response, 'allowed')
    if (typeof allowed !== 'boolean')
      throw unusable('toBeAdmitted', 'expects what admit() or respond() answers')
    return {
      holds: allowed,
      subject: 'the request',
      claim: 'be admitted',
      why: allowed ? ['no rule denies it'] : terminalLines(denialsOf(response)),
    }
  },

  toPlan: (received: unknown, expected: PlanCounts): Judgement => {
    const found = planned('toPlan', received)
    const wanted = Object.entries(expected).flatMap(([key, count]) =>
      count === undefined ? [] : [[key, count] as const],
    )
    if (wanted.length === 0)
      throw unusable('toPlan', 'expects a number for create, delete, keep or misscheduled')
    if (found.unknown.length > 0)
      throw unusable('toPlan', `not known without them: ${found.unknown.join(', ')}`)
    if (found.outcome.code === 'Failed')
      throw unusable('toPlan', `the pass fails: ${outcomeText(found, plainStyle).join(' ')}`)
    const { creates, deletes, unchanged, misscheduled } = planSummary(found)
    const counts = new Map<string, number>([
      ['create', creates],
      ['delete', deletes],
      ['keep', unchanged],
      ['misscheduled', misscheduled],
    ])
    const odd = wanted.find(([key]) => !counts.has(key))
    if (odd !== undefined) throw unusable('toPlan', `knows no ${odd[0]}`)
    const text = (list: readonly (readonly [string, unknown])[]): string =>
      list.map(([key, count]) => `${key} ${String(count)}`).join(', ')
    return {
      holds: wanted.every(([key, count]) => counts.get(key) === count),
      subject: terminalText(`the plan of DaemonSet ${namespacedName(found.daemonSet)}`),
      claim: text(wanted),
      why: [text([...counts]), ...planText(found).map((line) => `  ${line}`)],
    }
  },
}
