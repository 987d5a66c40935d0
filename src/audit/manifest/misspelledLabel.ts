import type { FieldPath } from '../../data/fieldPath.js'
import { similar } from '../../data/similar.js'
import {
  EXACT_LABELS,
  LABEL_ARCH,
  LABEL_OS,
  machineValue,
  OLD_LABELS,
} from '../../kube/wellKnownLabels.js'
import type { Policy } from '../../placement/policy.js'
import type { AuditRule, Fixable } from '../rule.js'

/** A label that is easily taken for a well-known one, or a value that no machine gives it. @since 0.2.0 */
export interface MisspelledLabel extends Fixable {
  readonly code: 'MisspelledLabel'
  readonly key: string
  /** The value that is wrong; absent where the key is. */
  readonly value?: string
  /** What is probably meant: a key, or a value; absent where nothing is near. */
  readonly near?: string
  /** Where nodes with that value should be left out. */
  readonly leavesOut?: true
}

/** Keys and values that look like well-known ones. */
export const misspelledLabel: AuditRule<MisspelledLabel> = {
  code: 'MisspelledLabel',
  severities: ['error', 'warning'],
  moves: true,
  needs: ['daemonSets'],
  doc: {
    means:
      'The key of a label that it asks for is nearly a well-known one (`key`, `near`), a warning; or the value of one that kubelets set is none that they give (`value`, with `near` where it is clear what is meant): nodes are `linux` or `windows`, and processors are called as Go calls them. An error. Where nodes are left out by such a value (`NotIn`, `leavesOut`) it is told of where it is clear what is meant, for none is left out.',
    fix: 'Correct the key or the value.',
  },
  check: ({ daemonSets }) =>
    daemonSets.flatMap(({ subject, policy }) =>
      asked(policy).flatMap(({ key, values, path, leavesOut }): readonly MisspelledLabel[] => {
        const common = { code: 'MisspelledLabel', subject, key } as const
        const machine = MACHINE[key]
        if (machine === undefined) {
          const near = NEAR.has(key) ? undefined : EXACT_LABELS.find((each) => similar(key, each))
          return near === undefined ? [] : [{ ...common, severity: 'warning', path, near }]
        }
        return values.flatMap(({ value, path: at }, i): readonly MisspelledLabel[] => {
          const near = machineValue(machine, value)
          if (near === value) return []
          const isThere = values.some((other) => other.value === near)
          if (leavesOut && (near === undefined || isThere)) return []
          const isNamed = values
            .slice(0, i)
            .some((each) => machineValue(machine, each.value) === near)
          return [
            {
              ...common,
              severity: 'error',
              path: at,
              value,
              ...(leavesOut && { leavesOut }),
              ...(near !== undefined && {
                near,
                fix: [
                  isThere || isNamed
                    ? { op: 'remove', path: at }
                    : { op: 'replace', path: at, value: near },
                ],
              }),
            },
          ]
        })
      }),
    ),
}

const MACHINE: Readonly<Record<string, 'os' | 'arch' | undefined>> = Object.assign(
  Object.create(null) as object,
  {
    [LABEL_OS]: 'os',
    [LABEL_ARCH]: 'arch',
    [OLD_LABELS[LABEL_OS] as string]: 'os',
    [OLD_LABELS[LABEL_ARCH] as string]: 'arch',
  } as const,
)

/** Well-known labels are not taken for one another. */
const NEAR: ReadonlySet<string> = new Set(EXACT_LABELS)

interface Asked {
  readonly key: string
  readonly path: FieldPath
  /** The values that nodes should have, or should not. */
  readonly values: readonly { readonly value: string; readonly path: FieldPath }[]
  readonly leavesOut: boolean
}

const asked = ({ selectedLabels, affinity }: Policy): readonly Asked[] => [
  ...selectedLabels.map(({ key, value, path }) => ({
    key,
    path,
    values: [{ value, path }],
    leavesOut: false,
  })),
  ...(affinity?.terms ?? []).flatMap(({ expressions }) =>
    expressions.map(({ key, operator, values, path }) => ({
      key,
      path: [...path, 'key'],
      values:
        operator === 'In' || operator === 'NotIn'
          ? values.map((value, i) => ({ value, path: [...path, 'values', i] }))
          : [],
      leavesOut: operator === 'NotIn',
    })),
  ),
]
