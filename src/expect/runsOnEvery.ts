import { nameOf } from '../kube/objectFacts.js'
import * as E from 'fp-ts/Either'
import { explain } from '../placement/explain.js'
import { explainTemplate } from '../pools/decideTemplate.js'
import type { Reason } from '../reason/reason.js'
import { reasonClass } from '../reason/reasonClass.js'
import { type Surveyed } from '../impact/survey.js'
import type { DoesNotRun, ExpectationFinding } from './finding.js'
import { judgeTemplates } from './judgeTemplates.js'
import type { OnNodes } from './suite.js'
import { daemonSetsNamed, nodesAsked, noNodes, type Asked, type NodesAsked } from './world.js'

/** The findings of `runsOnEvery`: for every DaemonSet, nodes with the same reasons together. */
export const runsOnEvery = (expected: OnNodes, asked: Asked): readonly ExpectationFinding[] => {
  const daemonSets = daemonSetsNamed(asked, expected.daemonSets)
  if (E.isLeft(daemonSets)) return daemonSets.left
  const nodes = nodesAsked(asked, expected)
  if (E.isLeft(nodes)) return nodes.left
  if (nodes.right.nodes.length + nodes.right.templates.length === 0) {
    return noNodes(asked, expected.nodes)
  }
  return daemonSets.right.flatMap((surveyed) => missingFrom(surveyed, nodes.right, asked))
}

const missingFrom = (
  { subject, policy, runs }: Surveyed,
  { nodes, templates }: NodesAsked,
  asked: Asked,
): readonly ExpectationFinding[] => {
  const groups = new Map<string, DoesNotRun & { readonly nodes: string[] }>()
  const add = (name: string, template: boolean, reasons: readonly Reason[]): void => {
    const key = JSON.stringify([template, reasons.map(reasonClass)])
    const group = groups.get(key) ?? {
      code: 'DoesNotRun',
      severity: 'error',
      subject,
      path: asked.path,
      template,
      nodes: [],
      reasons,
    }
    group.nodes.push(name)
    groups.set(key, group)
  }
  const running = new Set(runs)
  for (const node of nodes) {
    if (!running.has(node)) add(nameOf(node), false, explain(policy, node).reasons)
  }
  const { broken, undecided } = judgeTemplates(
    templates,
    [policy],
    ([isRunning]) => isRunning !== true,
    { subject },
    asked,
  )
  for (const { name, template } of broken) {
    add(name, true, explainTemplate(policy, template).reasons)
  }
  return [...groups.values(), ...undecided]
}
