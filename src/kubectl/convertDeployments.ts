import * as E from 'fp-ts/Either'
import type { Faults } from '../data/orThrow.js'
import { member } from '../data/own.js'
import { convertDeployment, type Conversion, type ConversionFault } from './convert.js'

/**
 * Turns a Deployment, or the Deployments of a list, into DaemonSets, as a patch of the object or the list. What else a list holds stays as it is.
 *
 * - **Errors** `Left` with one fault when there is no Deployment. Never throws.
 *
 * @example
 * import { convertDeployments } from 'podfit/kubectl'
 *
 * const list = { kind: 'List', items: [{ kind: 'Service' }, { kind: 'Deployment' }] }
 * const result = convertDeployments(list)
 * result._tag === 'Right' && result.right.patch[0]?.path // => ['items', 1, 'kind']
 *
 * @since 0.1.0
 */
export const convertDeployments = (
  value: unknown,
): E.Either<Faults<ConversionFault>, Conversion> => {
  const items = member(value, 'items')
  if (member(value, 'kind') !== 'List' || !Array.isArray(items)) return convertDeployment(value)
  const found = items.flatMap((item, i) => {
    const conversion = convertDeployments(item)
    return E.isLeft(conversion) ? [] : [within(conversion.right, i)]
  })
  if (found.length === 0) return E.left([{ code: 'NotADeployment', path: ['kind'], kind: 'List' }])
  return E.right({
    patch: found.flatMap(({ patch }) => patch),
    notes: found.flatMap(({ notes }) => notes),
  })
}

const within = ({ patch, notes }: Conversion, index: number): Conversion => ({
  patch: patch.map((operation) => ({ ...operation, path: ['items', index, ...operation.path] })),
  notes: notes.map((note) => ({ ...note, path: ['items', index, ...note.path] })),
})
