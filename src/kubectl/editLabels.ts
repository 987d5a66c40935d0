import * as E from 'fp-ts/Either'
import type { Faults } from '../data/orThrow.js'
import { labelValueFaults } from '../data/labelSyntax.js'
import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { LabelFault } from '../reason/kubectlFault.js'
import type { OverwriteOptions } from './editTaints.js'

/**
 * What `kubectl label` is asked to do.
 *
 * @since 0.1.0
 */
export interface LabelEdit {
  readonly set: readonly (readonly [key: string, value: string])[]
  readonly remove: readonly string[]
}

/**
 * Reads the label arguments of `kubectl label`: `key=value` sets, `key-` removes.
 *
 * - **Errors** `Left` with one fault, the first. Never throws.
 * - **Upstream** kubectl `pkg/cmd/label/label.go` parseLabels
 *
 * @example
 * import { orThrow } from 'podfit'
 * import { parseLabels } from 'podfit/kubectl'
 *
 * orThrow(parseLabels(['disk=ssd', 'old-'])) // => { set: [['disk', 'ssd']], remove: ['old'] }
 *
 * @since 0.1.0
 */
export const parseLabels = (args: readonly string[]): E.Either<Faults<LabelFault>, LabelEdit> => {
  const set: [string, string][] = []
  const remove: string[] = []
  for (const spec of args) {
    const [key = '', value, ...more] = spec.split('=')
    if (value !== undefined) {
      if (more.length > 0) return E.left([{ code: 'InvalidLabelSpec', spec }])
      const faults = labelValueFaults(value)
      if (faults.length > 0) return E.left([{ code: 'InvalidLabelValue', spec, faults }])
      set.push([key, value])
    } else if (spec.endsWith('-')) remove.push(spec.slice(0, -1))
    else return E.left([{ code: 'InvalidLabelSpec', spec }])
  }
  return set.some(([key]) => remove.includes(key))
    ? E.left([{ code: 'LabelSetAndRemoved' }])
    : E.right({ set, remove })
}

/**
 * Carries out `kubectl label` on a map of labels. Without `overwrite`, another value for a label that is
 * there is refused; removing one that is not there is fine. Of several values for a label the last counts.
 *
 * - **Errors** `Left` with one fault. Never throws.
 * - **Upstream** kubectl `pkg/cmd/label/label.go` validateNoOverwrites, labelFunc
 *
 * @example
 * import { editLabels } from 'podfit/kubectl'
 *
 * editLabels({ disk: 'ssd' }, { set: [['gpu', 'true']], remove: ['disk'] }) // => { _tag: 'Right', right: { gpu: 'true' } }
 *
 * @since 0.1.0
 */
export const editLabels = (
  labels: Maybe<StringMap>,
  { set, remove }: LabelEdit,
  { overwrite = false }: OverwriteOptions = {},
): E.Either<Faults<LabelFault>, StringMap> => {
  const values = new Map(set)
  if (!overwrite) {
    for (const [key, value] of values) {
      const current = own(labels, key)
      if (current !== undefined && current !== value) {
        return E.left([{ code: 'LabelExists', key, value: current }])
      }
    }
  }
  const edited = new Map(Object.keys(labels ?? {}).map((key) => [key, own(labels, key) ?? '']))
  for (const [key, value] of values) edited.set(key, value)
  for (const key of remove) edited.delete(key)
  return E.right(Object.fromEntries(edited))
}
