import * as E from 'fp-ts/Either'
import { namespacedName } from '../kube/objectFacts.js'
import type { ExpectationFinding, NotExactlyOne } from './finding.js'
import { judgeTemplates } from './judgeTemplates.js'
import { resolve, runningOn } from './resolve.js'
import type { OnNodes } from './suite.js'
import { noNodes, type Asked } from './world.js'

/**
 * The findings of `exactlyOne`: nodes on which the same of them run, together. A template of which certainly
 * none or several run, but not always the same, is found under each.
 */
export const exactlyOne = (expected: OnNodes, asked: Asked): readonly ExpectationFinding[] => {
  const resolved = resolve(expected, asked)
  if (E.isLeft(resolved)) return resolved.left
  const { daemonSets, names, templates } = resolved.right
  if (names.size + templates.length === 0) return noNodes(asked, expected.nodes)
  const of = daemonSets.map(({ subject }) => namespacedName(subject))
  const groups = new Map<string, NotExactlyOne & { readonly nodes: string[] }>()
  const add = (node: string, template: boolean, runs: readonly boolean[]): void => {
    const run = of.filter((_name, i) => runs[i] === true)
    const key = JSON.stringify([template, run])
    const group = groups.get(key) ?? {
      code: 'NotExactlyOne',
      severity: 'error',
      subject: { kind: template ? 'NodeTemplate' : 'Node', name: node },
      path: asked.path,
      template,
      of,
      run,
      nodes: [],
    }
    group.nodes.push(node)
    groups.set(key, group)
  }
  const running = daemonSets.map((surveyed) => new Set(runningOn(surveyed, names)))
  for (const node of names) {
    const runs = running.map((on) => on.has(node))
    if (isWrong(runs)) add(node, false, runs)
  }
  const about = { subject: asked.subject, others: of }
  const policies = daemonSets.map(({ policy }) => policy)
  const { broken, undecided } = judgeTemplates(templates, policies, isWrong, about, asked)
  for (const { name, runs } of broken) for (const each of runs) add(name, true, each)
  return [...groups.values(), ...undecided]
}

const isWrong = (runs: readonly boolean[]): boolean => runs.filter(Boolean).length !== 1
