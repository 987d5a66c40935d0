import * as RA from 'fp-ts/ReadonlyArray'
import { planAll } from '../cluster/planAll.js'
import type { Time } from '../data/instant.js'
import { toInt64 } from '../data/int64.js'
import type { StatusNumbers } from '../sync/plan.js'
import type { StaleStatus } from './finding.js'
import type { Survey } from '../impact/survey.js'

/** DaemonSets of the cluster whose recorded numbers are not those of the next pass at an instant. */
export const staleStatus = (
  { cluster, daemonSets, semantics }: Survey,
  now: Time,
): readonly StaleStatus[] => {
  const given = daemonSets.map(({ daemonSet }) => daemonSet)
  const plans = planAll(cluster, given, { now, semantics })
  return RA.zip(plans)(daemonSets).flatMap(([{ daemonSet, subject }, { status }]) => {
    if (status.written !== true) return []
    const numbers = Object.keys(status.computed) as (keyof StatusNumbers)[]
    const differences = numbers.flatMap((number) => {
      const computed = status.computed[number] ?? 0
      const recorded = status.recorded[number] ?? 0
      return computed === recorded ? [] : [{ number, recorded, computed }]
    })
    const { metadata } = daemonSet
    const observed =
      toInt64(daemonSet.status?.observedGeneration ?? 0) >= toInt64(metadata?.generation ?? 0)
    return [
      {
        code: 'StaleStatus',
        severity: 'warning',
        subject,
        path: ['status'],
        differences,
        observed,
      },
    ]
  })
}
