import type { OfKind } from '../kube/kind.js'
import type { Maybe } from '../data/maybe.js'
import {
  REVISION_HISTORY_LIMIT,
  type DaemonSet,
  type DaemonSetUpdateStrategy,
} from '../kube/daemonSet.js'
import type { PodTemplate } from '../kube/podTemplate.js'

/**
 * A DaemonSet with the defaults that the API server fills in, as far as its controller reads them.
 *
 * - **Rules**
 *   1. `updateStrategy.type`: `RollingUpdate`.
 *   2. With that type, `maxUnavailable` is 1 and `maxSurge` 0, each where it is absent, so a manifest that
 *      sets only `maxSurge` ends up with both and is refused.
 *   3. `revisionHistoryLimit`: 10. The template's `restartPolicy`: `Always`.
 *
 * - **Upstream** kubernetes `pkg/apis/apps/v1/defaults.go` SetDefaults_DaemonSet
 *
 * @example
 * import { defaultDaemonSet } from 'podfit/api'
 *
 * defaultDaemonSet({ spec: {} }).spec?.updateStrategy // => { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } }
 *
 * @since 0.1.0
 */
export const defaultDaemonSet = <D extends DaemonSet, const K extends string = string>(
  daemonSet: D & OfKind<K, 'DaemonSet'>,
): D & DaemonSet => ({
  ...daemonSet,
  spec: {
    ...daemonSet.spec,
    template: defaultTemplate(daemonSet.spec?.template),
    updateStrategy: defaultUpdateStrategy(daemonSet.spec?.updateStrategy ?? {}),
    revisionHistoryLimit: daemonSet.spec?.revisionHistoryLimit ?? REVISION_HISTORY_LIMIT,
  },
})

const defaultTemplate = (template: Maybe<PodTemplate>): PodTemplate => {
  const restartPolicy = template?.spec?.restartPolicy
  const isAbsent = restartPolicy === undefined || restartPolicy === null || restartPolicy === ''
  if (template && !isAbsent) return template
  return { ...template, spec: { ...template?.spec, restartPolicy: 'Always' } }
}

const defaultUpdateStrategy = (strategy: DaemonSetUpdateStrategy): DaemonSetUpdateStrategy => {
  const type = strategy.type === '' ? undefined : strategy.type
  if ((type ?? 'RollingUpdate') !== 'RollingUpdate') return strategy
  return {
    ...strategy,
    type: 'RollingUpdate',
    rollingUpdate: {
      ...strategy.rollingUpdate,
      maxUnavailable: strategy.rollingUpdate?.maxUnavailable ?? 1,
      maxSurge: strategy.rollingUpdate?.maxSurge ?? 0,
    },
  }
}
