import { distinctBy } from '../data/grouped.js'
import { nameOf } from '../kube/objectFacts.js'
import { compareText } from '../data/compareText.js'
import { completed, openLabels, withLabelValue } from '../pools/openLabels.js'
import { decide } from '../placement/decide.js'
import { comingNode, decideTemplate } from '../pools/decideTemplate.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import type { Policy } from '../placement/policy.js'
import type { Subject } from '../reason/finding.js'
import type { TestTemplate } from './testTemplates.js'
import type { Undecided } from './finding.js'
import type { TestSubject } from './testSubject.js'

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
 * of the unknown labels makes it so and the nodes certainly belong; where only some do it is undecided, and so
 * it is where the values are too many to be gone through.
 */
export const judgeTemplates = (
  templates: readonly TestTemplate[],
  policies: readonly Policy[],
  isWrong: IsWrong,
  { subject, others = [] }: About,
  { path: at }: TestSubject,
): Judged => {
  const broken: Broken[] = []
  const undecided = new Map<string, Undecided & { readonly nodes: string[] }>()
  for (const asked of templates) {
    const { template } = asked
    const name = nameOf(template.node)
    const on = openFor(policies, template)
    const runs = combinations(policies, template, on)
    const wrong = runs?.filter(isWrong)
    if (wrong?.length === 0) continue
    if (runs !== undefined && wrong?.length === runs.length && asked.on.length === 0) {
      broken.push({ name, template, runs })
      continue
    }
    const labels = [...new Set([...asked.on, ...on])].sort(compareText)
    const key = JSON.stringify(labels)
    const group = undecided.get(key) ?? {
      code: 'Undecided',
      severity: 'error',
      subject,
      path: at,
      others,
      nodes: [],
      on: labels,
    }
    group.nodes.push(name)
    undecided.set(key, group)
  }
  return { broken, undecided: [...undecided.values()] }
}

/** The labels that decide what some policies say. */
const openFor = (policies: readonly Policy[], template: NodeTemplate): ReadonlySet<string> =>
  new Set(
    policies.flatMap((policy) => {
      const decision = decideTemplate(policy, template)
      return decision.code === 'Depends' ? decision.on : []
    }),
  )

/** With more of them than this it is left open what runs together. */
const MOST_NODES = 100_000

/** Which of some policies run together, for all values of the labels that this depends on. */
const combinations = (
  policies: readonly Policy[],
  template: NodeTemplate,
  on: ReadonlySet<string>,
): readonly (readonly boolean[])[] | undefined => {
  const labels = openLabels(together(policies), template)
  const settled = completed(
    comingNode(policies, template),
    labels.filter(({ key }) => !on.has(key)),
  )
  const open = labels.filter(({ key }) => on.has(key))
  if (open.reduce((product, { values }) => product * values.length, 1) > MOST_NODES)
    return undefined
  const nodes = open.reduce(
    (some, { key, values }) =>
      some.flatMap((node) => values.map((value) => withLabelValue(node, key, value))),
    [settled],
  )
  const runs = nodes.map((node) => policies.map((policy) => decide(policy, node) === 'run'))
  return distinctBy(runs, (each) => JSON.stringify(each))
}

/** What several policies ask, as one. */
const together = (policies: readonly Policy[]): Pick<Policy, 'selectedLabels' | 'affinity'> => ({
  selectedLabels: policies.flatMap(({ selectedLabels }) => selectedLabels),
  affinity: { path: [], terms: policies.flatMap(({ affinity }) => affinity?.terms ?? []) },
})
