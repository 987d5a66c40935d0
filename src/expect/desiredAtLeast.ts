import * as E from 'fp-ts/Either'
import type { ExpectationFinding } from './finding.js'
import type { DesiredAtLeast } from './suite.js'
import { daemonSetsNamed, type Asked } from './world.js'

/** The findings of `desiredAtLeast`. Nodes that do not exist yet do not count. */
export const desiredAtLeast = (
  { daemonSets: patterns, count }: DesiredAtLeast,
  asked: Asked,
): readonly ExpectationFinding[] => {
  const daemonSets = daemonSetsNamed(asked, patterns)
  if (E.isLeft(daemonSets)) return daemonSets.left
  return daemonSets.right
    .filter(({ runs }) => runs.length < count)
    .map(({ subject, runs }) => ({
      code: 'DesiresTooFew',
      severity: 'error',
      subject,
      path: asked.path,
      expected: count,
      desired: runs.length,
    }))
}
