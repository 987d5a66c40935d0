import * as E from 'fp-ts/Either'
import type { ExpectationFinding } from './finding.js'
import { judgeTemplates } from './judgeTemplates.js'
import { apart, resolve, runningOn } from './resolve.js'
import type { RunsOnNo } from './suite.js'
import type { Asked } from './world.js'

/** The findings of `runsOnNo`. A set of nodes that is empty is what is wished for. */
export const runsOnNo = (expected: RunsOnNo, asked: Asked): readonly ExpectationFinding[] => {
  const resolved = resolve(expected, asked)
  if (E.isLeft(resolved)) return resolved.left
  const { daemonSets, names, templates } = resolved.right
  return daemonSets.flatMap((surveyed): readonly ExpectationFinding[] => {
    const { subject, policy } = surveyed
    const { broken, undecided } = judgeTemplates(
      templates,
      [policy],
      ([isRunning]) => isRunning === true,
      { subject },
      asked,
    )
    const here = runningOn(surveyed, names)
    const there = broken.map(({ name }) => name)
    return [
      ...apart(here, there, (nodes, template) => ({
        code: 'RunsWhereForbidden',
        severity: 'error',
        subject,
        path: asked.path,
        template,
        nodes,
      })),
      ...undecided,
    ]
  })
}
