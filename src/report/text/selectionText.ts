import { selection, type Selection } from '../../analysis/selection.js'
import { compareText } from '../../data/compareText.js'
import type { NodeSelectorRequirement, NodeSelectorTerm } from '../../kube/affinity.js'
import {
  FIELD_NODE_NAME,
  LABEL_EKS_COMPUTE_TYPE,
  LABEL_HOSTNAME,
  LABEL_KARPENTER_NODE_POOL,
} from '../../kube/wellKnown.js'
import { LABEL_ARCH, LABEL_OS, NODE_ROLE } from '../../kube/wellKnownLabels.js'
import type { Policy } from '../../placement/policy.js'
import { isBlanket, type ReadToleration } from '../../taint/readToleration.js'
import { taintText } from './reasonText.js'
import { terminalText } from './terminalText.js'

/**
 * Which nodes a policy is for, in words: `amd64 Linux nodes in zone a or b, except Fargate; also nodes tainted dedicated=db`.
 *
 * - **Laws** Policies that select the same nodes read the same, where `selection` is exact.
 * - **Cost** As `selection`.
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { selectionText } from 'podfit/report'
 *
 * const nodeSelector = { 'kubernetes.io/os': 'linux', disk: 'ssd' }
 * const tolerations = [{ key: 'dedicated', value: 'db' }]
 * const policy = orThrow(daemonSetPolicy({ spec: { template: { spec: { nodeSelector, tolerations } } } }))
 * selectionText(policy) // => 'Linux nodes with disk=ssd; also nodes tainted dedicated=db'
 *
 * @since 0.2.0
 */
export const selectionText = (policy: Policy): string =>
  selectedText(
    selection(policy),
    policy.tolerations.filter(({ source }) => source !== 'automatic'),
  )

/** Nodes that are selected, and taints that are tolerated besides those that all DaemonSets do. */
export const selectedText = (
  selected: Selection,
  tolerations: readonly ReadToleration[],
): string => {
  if (selected.code === 'SelectsNothing') return 'no node that can exist'
  const nodes = selected.terms.map(termWords).join(', or ')
  return terminalText(`${nodes}${taintWords(tolerations)}`)
}

/** What one requirement contributes to a phrase. */
interface Words {
  /** Before "nodes". */
  readonly kind?: string
  /** After it. */
  readonly where?: string
  /** After "with". */
  readonly having?: string
  /** After "except". */
  readonly except?: string
}

const termWords = (term: NodeSelectorTerm): string => {
  const requirements = [...(term.matchExpressions ?? []), ...(term.matchFields ?? [])]
  const words = requirements.map(requirementWords)
  const each = (part: keyof Words): readonly string[] => words.flatMap((word) => word[part] ?? [])
  const kinds = [...each('kind')].sort(kindsInOrder)
  const having = each('having')
  const except = each('except')
  const isEvery = kinds.length + having.length + each('where').length === 0
  return [
    isEvery ? 'every node' : [...kinds, 'nodes'].join(' '),
    ...each('where'),
    ...(having.length === 0 ? [] : [`with ${joined(having, 'and')}`]),
  ]
    .join(' ')
    .concat(except.length === 0 ? '' : `${isEvery ? '' : ','} except ${joined(except, 'and')}`)
}

/** An architecture stands before an operating system, a role before both. */
const kindsInOrder = (a: string, b: string): number => placeOf(a) - placeOf(b) || compareText(a, b)

const placeOf = (kind: string): number => (/^[A-Z]/.test(kind) ? 2 : 1)

const joined = (items: readonly string[], last: 'and' | 'or'): string =>
  items.length < 2
    ? items.join('')
    : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1) ?? ''}`

const SYSTEMS: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['linux', 'Linux'],
  ['windows', 'Windows'],
  ['fargate', 'Fargate'],
])

/** Labels whose values say what kind of node it is. */
const KINDS: ReadonlySet<string> = /* @__PURE__ */ new Set([
  LABEL_OS,
  LABEL_ARCH,
  LABEL_EKS_COMPUTE_TYPE,
])

/** Labels with a word of their own for where their nodes are, or whose. */
const PLACES: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['topology.kubernetes.io/zone', 'in zone'],
  ['topology.kubernetes.io/region', 'in region'],
  ['node.kubernetes.io/instance-type', 'of type'],
  [LABEL_KARPENTER_NODE_POOL, 'of NodePool'],
  [LABEL_HOSTNAME, 'with hostname'],
  [FIELD_NODE_NAME, 'named'],
])

const requirementWords = ({
  key: given,
  operator,
  values: list,
}: NodeSelectorRequirement): Words => {
  const key = given ?? ''
  const values = list ?? []
  const role = key.startsWith(`${NODE_ROLE}/`) ? key.slice(NODE_ROLE.length + 1) : ''
  const place = PLACES.get(key)
  switch (operator) {
    case 'In':
      if (KINDS.has(key)) return { kind: joined(values.map(systemOf), 'or') }
      if (role !== '' && values.join() === '') return { kind: role }
      return place === undefined
        ? { having: equation(key, values) }
        : { where: `${place} ${joined(values, 'or')}` }
    case 'NotIn':
      if (KINDS.has(key)) return { except: joined(values.map(systemOf), 'and') }
      return {
        except:
          place === undefined ? equation(key, values) : `those ${place} ${joined(values, 'or')}`,
      }
    case 'Exists':
      return role === '' ? { having: `the label ${key}` } : { kind: role }
    case 'DoesNotExist':
      return { except: role === '' ? `those with the label ${key}` : `${role} nodes` }
    default:
      return { having: `${key} ${operator === 'Gt' ? 'above' : 'below'} ${values.join()}` }
  }
}

const systemOf = (value: string): string => SYSTEMS.get(value) ?? value

const equation = (key: string, values: readonly string[]): string =>
  `${key}=${joined(
    values.map((value) => (value === '' ? '""' : value)),
    'or',
  )}`

const taintWords = (tolerations: readonly ReadToleration[]): string => {
  if (tolerations.some((toleration) => isBlanket(toleration) && toleration.effect === '')) {
    return '; whatever their taints'
  }
  const taints = [...new Set(tolerations.flatMap(tolerated))].sort(compareText)
  return taints.length === 0 ? '' : `; also nodes tainted ${joined(taints, 'or')}`
}

const tolerated = ({ key, operator, value, effect, bound }: ReadToleration): readonly string[] => {
  switch (operator) {
    case '':
    case 'Equal':
      return [taintText({ key: key === '' ? 'any key' : key, value, effect })]
    case 'Exists':
      return [taintText({ key: key === '' ? 'anything' : key, value: '', effect })]
    case 'Gt':
    case 'Lt':
      return bound === undefined
        ? []
        : [
            `${key} ${operator === 'Gt' ? 'above' : 'below'} ${taintText({ key: value, value: '', effect })}`,
          ]
    default:
      return []
  }
}
