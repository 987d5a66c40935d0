import { POD_SPEC } from '../kube/podTemplate.js'
import { int64ToJson, toInt64, type JsonInt64 } from '../data/int64.js'
import { removeToleration } from './manifest/removeToleration.js'
import { daemonTolerations } from '../taint/automaticTolerations.js'
import type { AuditRule, Fixable } from './rule.js'

/** A `tolerationSeconds` that the controller drops. @since 0.2.0 */
export interface TolerationSecondsLost extends Fixable {
  readonly code: 'TolerationSecondsLost'
  readonly key: string
  readonly effect: string
  readonly seconds: JsonInt64
}

/** Tolerations with seconds in whose place the controller puts its own, without seconds. */
export const tolerationSecondsLost: AuditRule<TolerationSecondsLost> = {
  code: 'TolerationSecondsLost',
  severities: ['warning'],
  needs: ['daemonSets'],
  doc: {
    means:
      'A toleration has `tolerationSeconds` (`key`, `effect`, `seconds`), and the controller puts the one that every DaemonSet pod gets in its place, which has none: the pods are never evicted for this taint.',
    fix: 'Leave the toleration out: a DaemonSet cannot evict its pods from nodes that are not ready or unreachable.',
  },
  check: ({ daemonSets }) =>
    daemonSets.flatMap(({ daemonSet, subject }) => {
      const spec = daemonSet.spec?.template?.spec
      const after = daemonTolerations(spec)
      return (spec?.tolerations ?? []).flatMap(
        (toleration, i): readonly TolerationSecondsLost[] => {
          const { key, effect, tolerationSeconds: seconds } = toleration
          if (seconds === undefined || seconds === null || after[i]?.automatic !== true) return []
          return [
            {
              code: 'TolerationSecondsLost',
              severity: 'warning',
              subject,
              path: [...POD_SPEC, 'tolerations', i, 'tolerationSeconds'],
              key: key as string,
              effect: effect as string,
              seconds: int64ToJson(toInt64(seconds)),
              ...removeToleration(daemonSet, i),
            },
          ]
        },
      )
    }),
}
