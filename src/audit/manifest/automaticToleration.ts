import { needlessTolerations } from '../../analysis/simplify.js'
import { POD_SPEC } from '../../kube/podTemplate.js'
import type { Policy } from '../../placement/policy.js'
import { daemonTolerations } from '../../taint/automaticTolerations.js'
import { sameTaint } from '../../taint/taintParts.js'
import type { AuditRule, Fixable } from '../rule.js'
import { removeToleration } from './removeToleration.js'

/** A toleration that every pod of a DaemonSet gets anyway. @since 0.2.0 */
export interface AutomaticToleration extends Fixable {
  readonly code: 'AutomaticToleration'
  readonly key: string
  readonly effect: string
}

/** Tolerations that the controller adds by itself. */
export const automaticToleration: AuditRule<AutomaticToleration> = {
  code: 'AutomaticToleration',
  severities: ['note'],
  needs: ['daemonSets'],
  doc: {
    means:
      'A toleration of what the pods of every DaemonSet tolerate anyway (`key`, `effect`): the controller adds `not-ready` and `unreachable` with `NoExecute`, the pressures and `unschedulable` with `NoSchedule`, and `network-unavailable` on the host’s network.',
    fix: 'Take it out.',
  },
  check: ({ daemonSets }) =>
    daemonSets.flatMap(({ daemonSet, subject, policy }) => {
      const spec = daemonSet.spec?.template?.spec
      const after = daemonTolerations(spec)
      const needless = needlessPaths(policy)
      return (spec?.tolerations ?? []).flatMap((toleration, i): readonly AutomaticToleration[] => {
        const { key, effect, tolerationSeconds: seconds } = toleration
        // TolerationSecondsLost says what becomes of seconds.
        const isReplaced = after[i]?.automatic === true && (seconds ?? null) === null
        const path = [...POD_SPEC, 'tolerations', i]
        const isWithin =
          needless.has(JSON.stringify(path)) && isAutomaticallyTolerated(toleration, policy)
        return isReplaced || isWithin
          ? [
              {
                code: 'AutomaticToleration',
                severity: 'note',
                subject,
                path,
                key: key as string,
                effect: effect as string,
                ...removeToleration(daemonSet, i),
              },
            ]
          : []
      })
    }),
}

/** The tolerations of a template that others make needless, as `simplify` says. */
export const needlessPaths = (policy: Policy): ReadonlySet<string> =>
  new Set(needlessTolerations(policy).map((path) => JSON.stringify(path)))

/** Whether one of the tolerations that the controller adds is of this very taint. */
export const isAutomaticallyTolerated = (
  toleration: Parameters<typeof sameTaint>[0],
  { tolerations }: Policy,
): boolean =>
  tolerations.some(({ source, ...added }) => source === 'automatic' && sameTaint(added, toleration))
