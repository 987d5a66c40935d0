import { warnings } from '../../api/warnings.js'
import type { FieldPath } from '../../data/fieldPath.js'
import { own } from '../../data/own.js'
import type { PatchOperation } from '../../data/patch.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { renamedLabel } from '../../kube/wellKnownLabels.js'
import type { Policy } from '../../placement/policy.js'
import type { AuditRule, Fixable } from '../rule.js'

/** A label of nodes under a name that is no longer used. @since 0.2.0 */
export interface DeprecatedLabel extends Fixable {
  readonly code: 'DeprecatedLabel'
  readonly key: string
  /** What it is called now; absent where there is nothing like it. */
  readonly now?: string
}

/** Deprecated labels of nodes, as the API server warns of them. */
export const deprecatedLabel: AuditRule<DeprecatedLabel> = {
  code: 'DeprecatedLabel',
  severities: ['warning'],
  moves: true,
  needs: ['daemonSets'],
  doc: {
    means:
      'A label of nodes is asked for under its old name (`key`, `now`), of which the API server warns. Nodes that have only the new one are not selected: new clusters have no `node-role.kubernetes.io/master`. Not told where the template asks for the new name, too: it is made for old and new clusters.',
    fix: 'Ask for the new name.',
  },
  check: ({ daemonSets, semantics }) =>
    daemonSets.flatMap(({ daemonSet, subject, policy }) => {
      const asked = keysOf(policy)
      return warnings(daemonSet, { semantics }).flatMap((warning): readonly DeprecatedLabel[] => {
        if (warning.code !== 'DeprecatedNodeLabel') return []
        const { key, path } = warning
        const now = renamedLabel(key)
        if (now !== undefined && asked.has(now)) return []
        return [
          {
            code: 'DeprecatedLabel',
            severity: 'warning',
            subject,
            path,
            key,
            ...(now !== undefined && { now, fix: renaming(daemonSet, path, key, now) }),
          },
        ]
      })
    }),
}

/** The labels that a policy asks for. */
const keysOf = ({ selectedLabels, affinity }: Policy): ReadonlySet<string> =>
  new Set([
    ...selectedLabels.map(({ key }) => key),
    ...(affinity?.terms ?? []).flatMap(({ expressions }) => expressions.map(({ key }) => key)),
  ])

/** A key of a node selector is a member; elsewhere it is a value. */
const renaming = (
  daemonSet: DaemonSet,
  path: FieldPath,
  key: string,
  now: string,
): readonly PatchOperation[] => {
  if (path.at(-2) !== 'nodeSelector') return [{ op: 'replace', path, value: now }]
  const value = own(daemonSet.spec?.template?.spec?.nodeSelector, key)
  return [
    { op: 'remove', path },
    { op: 'add', path: [...path.slice(0, -1), now], value },
  ]
}
