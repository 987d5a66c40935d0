import { HUGE_PAGES } from '../../capacity/nodeResources.js'
import { int64FromJson, toInt64, type JsonInt64 } from '../../data/int64.js'
import { canonicalQuantity } from '../../data/quantity.js'

const isBytes = (resource: string): boolean =>
  resource === 'memory' || resource === 'ephemeral-storage' || resource.startsWith(HUGE_PAGES)

/**
 * An amount of a resource as people write it: thousandths of a cpu, bytes in binary units where that is whole.
 *
 * @example
 * import { amountText } from 'podfit/report'
 *
 * amountText('cpu', 1200) // => '1200m'
 * amountText('memory', 1342177280) // => '1280Mi'
 * amountText('pods', 2) // => '2'
 *
 * @since 0.2.0
 */
export const amountText = (resource: string, amount: JsonInt64): string => {
  const value = toInt64(int64FromJson(amount))
  const sign = value < 0n ? '-' : ''
  const size = value < 0n ? -value : value
  if (resource === 'cpu') return sign + (size % 1000n === 0n ? `${size / 1000n}` : `${size}m`)
  const inUnits =
    isBytes(resource) && size % 1024n === 0n ? canonicalQuantity(`${size / 1024n}Ki`) : undefined
  return sign + (inUnits === undefined || size === 0n ? String(size) : inUnits)
}
