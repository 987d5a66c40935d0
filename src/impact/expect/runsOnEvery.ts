import { nameOf } from '../../cluster/cluster.js'
import * as E from 'fp-ts/Either'
import type { NodeTemplate } from '../../placement/nodeTemplate.js'
import { explainTemplate } from '../../placement/decideTemplate.js'
import { explain } from '../../placement/explain.js'
import type { Reason } from '../../reason/reason.js'
import { type Surveyed } from '../survey.js'
import type { DoesNotRun, ExpectationFinding, MayNotRun } from './finding.js'
import type { RunsOnEvery } from './suite.js'
import { daemonSetsNamed, nodesAsked, noNodes, type Asked, type NodesAsked } from './world.js'

/** The findings of `runsOnEvery`: for every DaemonSet, nodes with the same reasons together. */
export const runsOnEvery = (expected: RunsOnEvery, asked: Asked): readonly ExpectationFinding[] => {
  const daemonSets = daemonSetsNamed(asked, expected.daemonSets)
  if (E.isLeft(daemonSets)) return daemonSets.left
  const nodes = nodesAsked(asked, expected)
  if (E.isLeft(nodes)) return nodes.left
  const templates = expected.templates === false ? [] : nodes.right.templates
  if (nodes.right.nodes.length + templates.length === 0) return noNodes(asked, expected.nodes)
  return daemonSets.right.flatMap((surveyed) =>
    missingFrom(surveyed, { nodes: nodes.right.nodes, templates }, asked),
  )
}

const missingFrom = (
  { subject, policy, runs }: Surveyed,
  { nodes, templates }: NodesAsked,
  { at }: Asked,
): readonly ExpectationFinding[] => {
  const groups = new Map<string, (DoesNotRun | MayNotRun) & { readonly nodes: string[] }>()
  const add = (name: string, finding: DoesNotRun | MayNotRun): void => {
    const key = JSON.stringify(finding, (field, value: unknown) =>
      LOCAL.has(field) ? undefined : value,
    )
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { ...finding, nodes: [name] })
    else group.nodes.push(name)
  }
  const absent = (template: boolean, reasons: readonly Reason[]): DoesNotRun => ({
    code: 'DoesNotRun',
    severity: 'error',
    subject,
    at,
    template,
    nodes: [],
    reasons,
  })
  const running = new Set(runs)
  for (const node of nodes) {
    if (!running.has(node)) add(nameOf(node), absent(false, explain(policy, node).reasons))
  }
  for (const template of templates) {
    const { decision, reasons } = explainTemplate(policy, template)
    if (decision.code === 'Depends') {
      add(templateName(template), {
        code: 'MayNotRun',
        severity: 'error',
        subject,
        at,
        nodes: [],
        decision,
      })
    } else if (decision.decision !== 'run') add(templateName(template), absent(true, reasons))
  }
  return [...groups.values()]
}

/** What of a reason is the single node's own. */
const LOCAL: ReadonlySet<string> = new Set(['on', 'actual', 'near'])

const templateName = ({ node }: NodeTemplate): string => nameOf(node)
