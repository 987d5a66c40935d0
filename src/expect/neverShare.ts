import * as E from 'fp-ts/Either'
import { namespacedName } from '../kube/objectFacts.js'
import type { ExpectationFinding } from './finding.js'
import { judgeTemplates } from './judgeTemplates.js'
import { apart, resolve, runningOn } from './resolve.js'
import type { OnNodes } from './suite.js'
import { noNodes, type Asked } from './world.js'

/** The findings of `neverShare`: those of each pair that does. */
export const neverShare = (expected: OnNodes, asked: Asked): readonly ExpectationFinding[] => {
  const resolved = resolve(expected, asked)
  if (E.isLeft(resolved)) return resolved.left
  const { daemonSets, names, templates } = resolved.right
  if (names.size + templates.length === 0) return noNodes(asked, expected.nodes)
  return daemonSets.flatMap((one, i) => {
    const { subject } = one
    const taken = new Set(runningOn(one, names))
    return daemonSets.slice(i + 1).flatMap((second): readonly ExpectationFinding[] => {
      const other = namespacedName(second.subject)
      const { broken, undecided } = judgeTemplates(
        templates,
        [one.policy, second.policy],
        (runs) => runs.every(Boolean),
        { subject, others: [other] },
        asked,
      )
      const here = runningOn(second, taken)
      const there = broken.map(({ name }) => name)
      return [
        ...apart(here, there, (nodes, template) => ({
          code: 'SharesNodes',
          severity: 'error',
          subject,
          path: asked.path,
          template,
          other,
          nodes,
        })),
        ...undecided,
      ]
    })
  })
}
