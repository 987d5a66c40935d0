import { nameOf } from '../../cluster/cluster.js'
import { compareText } from '../../data/compareText.js'
import { completed, openLabels, withLabel } from '../../placement/completions.js'
import { decide } from '../../placement/decide.js'
import { decideTemplate } from '../../placement/decideTemplate.js'
import type { NodeTemplate } from '../../placement/nodeTemplate.js'
import type { Policy } from '../../placement/policy.js'
import type { Subject } from '../../reason/finding.js'
import type { AskedTemplate } from './askedTemplates.js'
import type { Undecided } from './finding.js'
import type { Asked } from './world.js'

/** A template on whose nodes an expectation does not hold. */
export interface Broken {
  readonly name: string
  readonly template: NodeTemplate
  /** What may run there, each combination once. */
  readonly runs: readonly (readonly boolean[])[]
}

/** What comes of an expectation on templates: on which it does not hold, and on which that is not known. */
export interface Judged {
  readonly broken: readonly Broken[]
  readonly undecided: readonly Undecided[]
}

/** Whether what runs on a node, one answer for each policy, is not as expected. */
type IsWrong = (runs: readonly boolean[]) => boolean

/** Whom a finding is about. */
interface About {
  readonly subject: Subject
  readonly others?: readonly string[]
}

/**
 * Judges what some policies together do on the nodes of templates. It is wrong for certain where every value
 * of the unknown labels makes it so and the nodes certainly belong; where only some do it is undecided.
 */
export const judgeTemplates = (
  templates: readonly AskedTemplate[],
  policies: readonly Policy[],
  isWrong: IsWrong,
  { subject, others = [] }: About,
  { at }: Asked,
): Judged => {
  const broken: Broken[] = []
  const undecided = new Map<string, Undecided & { readonly nodes: string[] }>()
  for (const asked of templates) {
    const { template } = asked
    const name = nameOf(template.node)
    const { runs, on } = combinations(policies, template)
    const wrong = runs.filter(isWrong)
    if (wrong.length === 0) continue
    if (wrong.length === runs.length && asked.on.length === 0) {
      broken.push({ name, template, runs })
      continue
    }
    const labels = [...new Set([...asked.on, ...on])].sort(compareText)
    const key = JSON.stringify(labels)
    const group = undecided.get(key) ?? {
      code: 'Undecided',
      severity: 'error',
      subject,
      at,
      others,
      nodes: [],
      on: labels,
    }
    group.nodes.push(name)
    undecided.set(key, group)
  }
  return { broken, undecided: [...undecided.values()] }
}

/** Which of some policies run together, for all values of the labels that this hangs on. */
const combinations = (
  policies: readonly Policy[],
  template: NodeTemplate,
): { readonly runs: readonly (readonly boolean[])[]; readonly on: readonly string[] } => {
  const on = new Set(
    policies.flatMap((policy) => {
      const decision = decideTemplate(policy, template)
      return decision.code === 'Depends' ? decision.on : []
    }),
  )
  const labels = openLabels(together(policies), template)
  const settled = completed(
    template.node,
    labels.filter(({ key }) => !on.has(key)),
  )
  const nodes = labels
    .filter(({ key }) => on.has(key))
    .reduce(
      (some, { key, values }) =>
        some.flatMap((node) => values.map((value) => withLabel(node, key, value))),
      [settled],
    )
  const runs = nodes.map((node) => policies.map((policy) => decide(policy, node) === 'run'))
  const distinct = new Map(runs.map((each) => [JSON.stringify(each), each]))
  return { runs: [...distinct.values()], on: [...on] }
}

/** What several policies ask, as one. */
const together = (policies: readonly Policy[]): Pick<Policy, 'selectedLabels' | 'affinity'> => ({
  selectedLabels: policies.flatMap(({ selectedLabels }) => selectedLabels),
  affinity: { at: [], terms: policies.flatMap(({ affinity }) => affinity?.terms ?? []) },
})
