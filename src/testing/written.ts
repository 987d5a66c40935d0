import * as E from 'fp-ts/Either'
import type { NodeSelectorRequirement } from '../kube/affinity.js'
import type { Taint } from '../kube/taint.js'
import type { Toleration } from '../kube/toleration.js'
import { parseTaints } from '../kubectl/parseTaints.js'
import { kubectlTaintError } from '../report/upstream/kubectlText.js'
import { asExpressions } from '../requirement/requirement.js'
import { parseSelectorItems } from '../selector/parseLabelSelector.js'

/** A taint as `kubectl taint` writes it, or as it is; text that kubectl would refuse throws. */
export const writtenTaint = (taint: string | Taint): Taint => {
  if (typeof taint !== 'string') return taint
  const parsed = parseTaints([taint])
  if (E.isLeft(parsed)) throw new Error(`${taint}: ${kubectlTaintError(parsed.left[0])}`)
  const [added] = parsed.right.add
  if (added === undefined) throw new Error(`${taint}: takes a taint off; a fixture has taints`)
  const { key, value, effect } = added
  return { key, ...(value !== '' && { value }), effect }
}

const TOLERATION =
  /^(?<key>[^=:]*)(?:=(?<value>[^:]*))?(?::(?<effect>NoSchedule|PreferNoSchedule|NoExecute))?$/

/**
 * A toleration as a taint is written, `key=value:Effect`, or as it is. Without `=value` it tolerates every value,
 * without `:Effect` every effect, and `*` for the key every key.
 */
export const writtenToleration = (toleration: string | Toleration): Toleration => {
  if (typeof toleration !== 'string') return toleration
  const { key = '', value, effect } = TOLERATION.exec(toleration)?.groups ?? {}
  if (key === '' || (key === '*' && value !== undefined))
    throw new Error(`${toleration}: write a toleration as key=value:Effect, key:Effect, key or *`)
  return {
    ...(key !== '*' && { key }),
    operator: value === undefined ? 'Exists' : 'Equal',
    ...(value !== undefined && { value }),
    ...(effect !== undefined && { effect }),
  }
}

/** The requirements of a label selector as `kubectl get -l` takes it; text that it would refuse throws. */
export const writtenRequirements = (selector: string): readonly NodeSelectorRequirement[] => {
  const items = parseSelectorItems(selector)
  if (E.isLeft(items)) throw new Error(`not a label selector: ${selector}`)
  return asExpressions(items.right.map(({ requirement }) => requirement))
}
