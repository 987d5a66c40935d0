import { member } from '../data/own.js'
import type { Node } from '../kube/node.js'
import { labelKeyFaults } from '../data/labelSyntax.js'
import { wrapInt64 } from '../data/int64.js'
import { NO_QUANTITY, quantityValue, type Quantity } from './quantityAmount.js'
import { resourcesAt, type Reader, type ResourceList } from './resourceList.js'

/** Resources as the scheduler counts them: cpu in thousandths, all others in whole units. */
export type Amounts = ReadonlyMap<string, bigint>

/** How the names of huge pages begin. */
export const HUGE_PAGES = 'hugepages-'

const NATIVE = 'kubernetes.io/'
const OF_QUOTA = 'requests.'

/** Resources that the scheduler has a field of its own for. */
const NAMED: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage'])

/**
 * Whether the scheduler counts a resource that is not cpu, memory, ephemeral storage or the number of pods: an
 * extended one, huge pages, volumes that can be attached, or anything of `kubernetes.io`.
 *
 * - **Upstream** kubernetes `pkg/scheduler/util/utils.go` IsScalarResourceName; kubernetes
 *   `pkg/apis/core/v1/helper/helpers.go` IsExtendedResourceName
 */
const isScalar = (name: string): boolean =>
  isExtended(name) ||
  name.startsWith(HUGE_PAGES) ||
  name.includes(NATIVE) ||
  name.startsWith('attachable-volumes-')

/**
 * Whether a resource is one that neither Kubernetes nor a quota gives a meaning: `nvidia.com/gpu`.
 *
 * - **Upstream** kubernetes `pkg/apis/core/v1/helper/helpers.go` IsExtendedResourceName
 */
export const isExtended = (name: string): boolean =>
  name.includes('/') &&
  !name.includes(NATIVE) &&
  !name.startsWith(OF_QUOTA) &&
  labelKeyFaults(`${OF_QUOTA}${name}`).length === 0

/** Whether the scheduler looks at a resource at all. */
export const isCounted = (name: string): boolean => NAMED.has(name) || isScalar(name)

/** An amount as the scheduler counts it. */
export const countedAmount = (name: string, quantity: Quantity): bigint =>
  quantityValue(quantity, name === 'cpu' ? 'milli' : 'whole')

/** The counted resources of a list. */
export const amountsOf = (list: ResourceList): Amounts =>
  new Map(
    [...list].flatMap(([name, quantity]) =>
      isCounted(name) ? [[name, countedAmount(name, quantity)] as const] : [],
    ),
  )

/** Amounts added up, each in an int64. */
export const addAmounts = (lists: readonly Amounts[]): Amounts => {
  const sum = new Map<string, bigint>()
  for (const list of lists)
    for (const [name, amount] of list) sum.set(name, wrapInt64((sum.get(name) ?? 0n) + amount))
  return sum
}

/** What a node has to give, `pods` among it; undefined where it does not say. */
export const allocatableOf = (node: Node, reader: Reader): Amounts | undefined => {
  const list = resourcesAt(reader, member(node.status, 'allocatable'), ['status', 'allocatable'])
  if (list === undefined || list.size === 0) return undefined
  return new Map([
    ...amountsOf(list),
    ['pods', quantityValue(list.get('pods') ?? NO_QUANTITY, 'whole')] as const,
  ])
}
