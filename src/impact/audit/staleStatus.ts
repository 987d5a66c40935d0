import { plan } from '../../cluster/plan.js'
import type { Time } from '../../data/instant.js'
import { toInt64 } from '../../data/int64.js'
import type { StatusNumbers } from '../../sync/statusNumbers.js'
import type { StaleStatus } from './finding.js'
import type { Survey } from '../survey.js'

/** DaemonSets of the cluster whose recorded numbers are not those of the next pass at an instant. */
export const staleStatus = (
  { cluster, daemonSets, semantics }: Survey,
  now: Time,
): readonly StaleStatus[] =>
  daemonSets.flatMap(({ daemonSet, subject }): readonly StaleStatus[] => {
    const { status } = plan(cluster, daemonSet, { now, semantics })
    if (status.written !== true) return []
    const numbers = Object.keys(status.computed) as (keyof StatusNumbers)[]
    const differences = numbers.flatMap((number) => {
      const computed = status.computed[number] ?? 0
      const recorded = status.recorded[number] ?? 0
      return computed === recorded ? [] : [{ number, recorded, computed }]
    })
    const { metadata, status: given } = daemonSet
    const observed = toInt64(given?.observedGeneration ?? 0) >= toInt64(metadata?.generation ?? 0)
    return [
      { code: 'StaleStatus', severity: 'warning', subject, at: ['status'], differences, observed },
    ]
  })
