import type { Disposition } from '../../sync/fate.js'
import type { PodPlan } from '../../sync/plan.js'
import type { BeforeAfter } from '../../sync/planDifferences.js'
import { DELETE_TEXT } from './podFateText.js'

/** What of a pod differs, before and after; undefined where it is the same in words. */
export const podChangeText = ({
  before,
  after,
}: BeforeAfter<PodPlan>): readonly [string, string] | undefined => {
  const [from, to] = [podWords(before), podWords(after)]
  const differs = from.map((words, i) => words !== to[i])
  if (!differs.includes(true)) return undefined
  const said = (words: readonly string[]): string => words.filter((_, i) => differs[i]).join(', ')
  return [said(from), said(to)]
}

const podWords = (pod: PodPlan | undefined): readonly string[] =>
  pod === undefined
    ? ['not its own', 'of any age', 'is not looked at']
    : [
        pod.claim,
        pod.updated === true ? 'up to date' : pod.updated === false ? 'outdated' : 'of any age',
        fateWords(pod.disposition),
      ]

const fateWords = (disposition: Disposition): string => {
  switch (disposition.code) {
    case 'keep':
      return 'stays'
    case 'stay':
      return 'stays where it should not be'
    case 'delete':
      return `is deleted (${DELETE_TEXT[disposition.why]})`
    case 'choice':
      return `may be deleted (${DELETE_TEXT[disposition.why]})`
    case 'postponed':
      return `is deleted in a later pass (${DELETE_TEXT[disposition.why]})`
    case 'terminating':
      return 'terminates and is passed over'
    case 'release':
      return 'is released'
    case 'backoff':
      return `is kept until ${disposition.until}`
    case 'stranded':
      return 'is left to the pod garbage collector'
    case 'unpinned':
      return 'belongs to no node that could be told'
    case 'untouched':
      return 'is not looked at'
    case 'unknown':
      return `depends on the ${disposition.needs}`
  }
}
