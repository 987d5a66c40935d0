import type { PatchOperation } from '../../data/patch.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { REQUIRED } from '../../kube/podTemplate.js'
import { FIELD_NODE_NAME } from '../../kube/wellKnown.js'
import type { Requirement } from '../../requirement/requirement.js'
import type { NodeTerm } from '../../selector/nodeTerm.js'
import type { AuditRule, Fixable } from '../rule.js'

/** It asks for a label `metadata.name`, which no node has: that is a field. @since 0.2.0 */
export interface NameAsLabel extends Fixable {
  readonly code: 'NameAsLabel'
  readonly values: readonly string[]
}

/** Node names that are looked for among labels. */
export const nameAsLabel: AuditRule<NameAsLabel> = {
  code: 'NameAsLabel',
  severities: ['error'],
  moves: true,
  needs: ['daemonSets'],
  doc: {
    means:
      '`metadata.name` stands where labels are asked for (`values`): no node has such a label, the name of a node is a field.',
    fix: 'Ask for it in `matchFields`, or for the label `kubernetes.io/hostname`.',
  },
  check: ({ daemonSets }) =>
    daemonSets.flatMap(({ daemonSet, subject, policy }) => {
      const common = { code: 'NameAsLabel', severity: 'error', subject } as const
      return [
        ...policy.selectedLabels.flatMap(({ key, value, path }): readonly NameAsLabel[] =>
          key === FIELD_NODE_NAME ? [{ ...common, path, values: [value] }] : [],
        ),
        ...(policy.affinity?.terms ?? []).flatMap((term, i) =>
          term.expressions.flatMap((requirement): readonly NameAsLabel[] =>
            requirement.key === FIELD_NODE_NAME
              ? [
                  {
                    ...common,
                    path: requirement.path,
                    values: requirement.values,
                    ...movedToFields(daemonSet, term, i, requirement),
                  },
                ]
              : [],
          ),
        ),
      ]
    }),
}

/** A field is compared by `In` and `NotIn` alone, with one value. */
const movedToFields = (
  daemonSet: DaemonSet,
  { path }: NodeTerm,
  index: number,
  { path: from, key, operator, values }: Requirement,
): { readonly fix?: readonly PatchOperation[] } => {
  if ((operator !== 'In' && operator !== 'NotIn') || values.length !== 1) return {}
  const affinity = daemonSet.spec?.template?.spec?.affinity?.nodeAffinity?.[REQUIRED]
  const fields = affinity?.nodeSelectorTerms?.[index]?.matchFields ?? undefined
  const at = [...path, 'matchFields']
  const value = { key, operator, values }
  return {
    fix: [
      { op: 'remove', path: from },
      fields === undefined
        ? { op: 'add', path: at, value: [value] }
        : { op: 'add', path: [...at, fields.length], value },
    ],
  }
}
