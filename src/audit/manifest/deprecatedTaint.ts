import type { PatchOperation } from '../../data/patch.js'
import { own } from '../../data/own.js'
import { NO_SCHEDULE } from '../../kube/wellKnown.js'
import { RENAMED_KEYS } from '../../kube/wellKnownLabels.js'
import { keepsAway } from '../../taint/untolerated.js'
import type { AuditRule, Fixable } from '../rule.js'

/** It tolerates a taint under its old name, and not under the new one. @since 0.2.0 */
export interface DeprecatedTaint extends Fixable {
  readonly code: 'DeprecatedTaint'
  readonly key: string
  readonly effect: string
  /** What it is called now. */
  readonly now: string
}

/** Tolerations of taints that are called otherwise today. */
export const deprecatedTaint: AuditRule<DeprecatedTaint> = {
  code: 'DeprecatedTaint',
  severities: ['warning'],
  moves: true,
  needs: ['daemonSets'],
  doc: {
    means:
      'It tolerates a taint under its old name (`key`, `effect`), and nothing of it tolerates the new one (`now`): since 1.25 kubeadm does not put the old one on nodes, so that control plane nodes go without it. Told from 1.31 on, where the API server warns of such labels, too.',
    fix: 'Tolerate the new one, too.',
  },
  check: ({ daemonSets, semantics }) =>
    (semantics.nodeLabelsWarned ? daemonSets : []).flatMap(({ daemonSet, subject, policy }) =>
      policy.tolerations.flatMap(({ source, key, value, effect }): readonly DeprecatedTaint[] => {
        const now = own(RENAMED_KEYS, key)
        if (source === 'automatic' || now === undefined) return []
        const today = { key: now, value, effect: effect === '' ? NO_SCHEDULE : effect }
        if (!keepsAway(policy.tolerations, today, semantics)) return []
        const index = source.at(-1)
        const written = daemonSet.spec?.template?.spec?.tolerations?.[Number(index)]
        const fix: readonly PatchOperation[] = [
          {
            op: 'add',
            path: [...source.slice(0, -1), Number(index) + 1],
            value: { ...written, key: now },
          },
        ]
        return [
          {
            code: 'DeprecatedTaint',
            severity: 'warning',
            subject,
            path: source,
            key,
            effect,
            now,
            fix,
          },
        ]
      }),
    ),
}
