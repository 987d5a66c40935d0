import * as E from 'fp-ts/Either'
import { clusterCapacity, type ClusterCapacity } from '../../capacity/clusterCapacity.js'
import { cluster } from '../../cluster/cluster.js'
import { formatFieldPath } from '../../data/fieldPath.js'
import type { ClusterChange } from '../../impact/clusterChange.js'
import type { WhatIf } from '../../impact/whatIf.js'
import { nameOf } from '../../kube/objectFacts.js'
import type { Semantics } from '../../kube/semantics.js'
import type { NodeTemplate } from '../../pools/nodeTemplate.js'
import type { NodeReadinessRule } from '../../readiness/nodeReadinessRule.js'
import { readiness, type Readiness } from '../../readiness/readiness.js'
import { capacityText } from '../../report/overview/capacityText.js'
import { readyText } from '../../report/overview/readyText.js'
import { plainStyle } from '../../report/text/style.js'
import type { ExplainLayout } from './explainReport.js'

/** Nodes that an edit adds: what DaemonSets take of each of them, and how they come up there. */
export interface NewNodes {
  readonly edit: string
  /** None where what they have or what is requested cannot be read. */
  readonly capacity?: ClusterCapacity['classes'][number]
  readonly unreadable: readonly string[]
  readonly readiness: Readiness
}

/** What is said of the nodes that a what-if adds and does not delete again; those of one edit are all alike. */
export const newNodesOf = (
  { steps, after }: Pick<WhatIf, 'steps' | 'after'>,
  changes: readonly ClusterChange[],
  {
    edits,
    semantics,
    rules,
  }: {
    readonly edits: readonly string[]
    readonly semantics: Semantics
    readonly rules: readonly NodeReadinessRule[] | undefined
  },
): readonly NewNodes[] =>
  changes.flatMap((change, i): readonly NewNodes[] => {
    if (change.code !== 'Add') return []
    const names = steps[i]?.nodes ?? []
    const first = names.map((name) => after.nodes?.get(name)).find((node) => node !== undefined)
    if (first === undefined) return []
    const daemonSets = [...(after.daemonSets?.values() ?? [])]
    const capacity = clusterCapacity(cluster({ nodes: [first], daemonSets }), { semantics })
    const [made] = E.isRight(capacity) ? capacity.right.classes : []
    const { template } = change
    const metadata = { ...first.metadata, name: nameOf(template.node) }
    const asItIs: NodeTemplate = { ...template, node: { ...first, metadata } }
    return [
      {
        edit: edits[i] ?? '',
        ...(made !== undefined && {
          capacity: { ...made, nodes: names.filter((name) => after.nodes?.has(name) === true) },
        }),
        unreadable: E.isLeft(capacity)
          ? capacity.left.map(
              ({ path, expected, found }) =>
                `${formatFieldPath(path)}: expected ${expected}, found ${found}`,
            )
          : [],
        readiness: readiness({ daemonSets, templates: [asItIs], rules }, { semantics }),
      },
    ]
  })

/** The same in words. */
export const newNodesText = (
  all: readonly NewNodes[],
  layout: ExplainLayout = { style: plainStyle, details: false, width: Infinity },
): readonly string[] =>
  all.flatMap(({ edit, capacity, unreadable, readiness: found }) => [
    layout.style.bold(`New nodes (${edit}):`),
    ...(capacity === undefined
      ? unreadable.map(
          (text) => `  ${layout.style.warn('?')} whether pods fit is not known: ${text}`,
        )
      : capacityText({ classes: [capacity], unknown: [] }, layout).map((line) => `  ${line}`)),
    ...readyText(found, layout).map((line) => `  ${line}`),
    '',
  ])
