import * as E from 'fp-ts/Either'
import type { Faults } from '../data/orThrow.js'
import type { TaintFault } from '../reason/kubectlFault.js'
import { parseTaints, type TaintEdit } from './parseTaints.js'

/**
 * The arguments of `kubectl taint`, read: node names, and what is asked of their taints.
 *
 * @since 0.1.0
 */
export interface TaintArguments {
  readonly names: readonly string[]
  readonly edit: TaintEdit
}

/**
 * Why the arguments of `kubectl taint` make no command.
 *
 * @since 0.1.0
 */
export type TaintArgumentsFault =
  | { readonly code: 'ResourceAfterTaint'; readonly argument: string }
  | { readonly code: 'NoResource' }
  | { readonly code: 'NoTaint' }
  | { readonly code: 'NotNodes'; readonly type: string }
  | { readonly code: 'NoName' }
  | { readonly code: 'AllWithSelector' }

/** How the nodes are chosen, where not by name. @since 0.2.0 */
export interface TaintArgumentsOptions {
  /** Whether all nodes are meant: `--all`. */
  readonly all?: boolean | undefined
  /** Whether a selector chooses the nodes: `-l`. */
  readonly selector?: boolean | undefined
}

const NODE_TYPES: ReadonlySet<string> = new Set(['node', 'nodes', 'no'])

const isSpec = (argument: string): boolean => /[=:]|-$/.test(argument)

/**
 * Reads the arguments of `kubectl taint`.
 *
 * - **Rules**
 *   1. What contains `=` or `:`, or ends in `-`, is a taint; everything else a resource, and all of those come
 *      first. There is at least one of each.
 *   2. Taints are read by `parseTaints`, before anything is asked about resources.
 *   3. The first resource is the type, some word for nodes; the others are names.
 *   4. No taint is added and removed; without `all` or a selector there is at least one name; the two exclude
 *      each other.
 *   5. The first fault ends it, in this order.
 *
 * - **Upstream** kubectl `pkg/cmd/taint/taint.go` TaintOptions.Complete, TaintOptions.validateFlags
 *
 * @example
 * import { parseTaintArguments } from 'podfit/kubectl'
 *
 * parseTaintArguments(['nodes', 'n1', 'gpu-']) // => { _tag: 'Right', right: { names: ['n1'], edit: { add: [], remove: [{ key: 'gpu', effect: '' }] } } }
 *
 * @since 0.1.0
 */
export const parseTaintArguments = (
  args: readonly string[],
  { all = false, selector = false }: TaintArgumentsOptions = {},
): E.Either<Faults<TaintArgumentsFault | TaintFault>, TaintArguments> => {
  const first = args.findIndex(isSpec)
  const resources = first < 0 ? args : args.slice(0, first)
  const specs = first < 0 ? [] : args.slice(first)
  const misplaced = specs.find((argument) => !isSpec(argument))
  if (misplaced !== undefined) return E.left([{ code: 'ResourceAfterTaint', argument: misplaced }])
  const [type, ...names] = resources
  if (type === undefined) return E.left([{ code: 'NoResource' }])
  if (specs.length === 0) return E.left([{ code: 'NoTaint' }])
  const edit = parseTaints(specs)
  if (E.isLeft(edit) && edit.left[0].code !== 'AddedAndRemoved') return edit
  const resource = type.toLowerCase()
  if (!NODE_TYPES.has(resource)) return E.left([{ code: 'NotNodes', type: resource }])
  if (E.isLeft(edit)) return edit
  if (all && selector) return E.left([{ code: 'AllWithSelector' }])
  if (!all && !selector && names.length === 0) return E.left([{ code: 'NoName' }])
  return E.right({ names, edit: edit.right })
}
