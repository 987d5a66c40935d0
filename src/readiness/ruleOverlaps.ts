import type { LabelSelector } from '../kube/labelSelector.js'
import { nameOf } from '../kube/objectFacts.js'
import type { StringMap } from '../kube/objectMeta.js'
import { disjoint } from '../analysis/proofs.js'
import { newestSemantics } from '../kube/semantics.js'
import { REQUIRED } from '../kube/podTemplate.js'
import { compileDaemonSet } from '../placement/compile.js'
import type { Policy } from '../placement/policy.js'
import { sameTaint, taintParts } from '../taint/taintParts.js'
import type { TaintText } from '../reason/reason.js'
import type { NodeReadinessRule } from './nodeReadinessRule.js'

/** Two rules that hold the same taint on the same nodes: each takes it off and puts it back for the other. @since 0.2.0 */
export interface RuleOverlap {
  readonly rules: readonly [string, string]
  readonly taint: TaintText
  /** The labels of a node that both select; absent where that could not be decided. */
  readonly labels?: StringMap
}

/**
 * The rules that have key and effect of their taint in common, and nodes: the controller's webhook refuses the second of them.
 *
 * - **Upstream** not of Kubernetes: kubernetes-sigs/node-readiness-controller `internal/webhook` selectorsOverlap
 */
export const ruleOverlaps = (rules: readonly NodeReadinessRule[]): readonly RuleOverlap[] =>
  rules.flatMap((one, i) =>
    rules.slice(i + 1).flatMap((other): readonly RuleOverlap[] => {
      const [a, b] = [one.spec?.taint ?? {}, other.spec?.taint ?? {}]
      if (!sameTaint(a, b)) return []
      const proof = disjoint(
        selectorPolicy(one.spec?.nodeSelector ?? {}),
        selectorPolicy(other.spec?.nodeSelector ?? {}),
      )
      if (proof.code === 'Proved') return []
      return [
        {
          rules: [nameOf(one), nameOf(other)],
          taint: taintParts(a),
          ...(proof.code === 'Refuted' && { labels: proof.node.metadata?.labels ?? {} }),
        },
      ]
    }),
  )

/** A policy that runs on the nodes of a label selector, whatever their taints. */
const selectorPolicy = ({ matchLabels, matchExpressions }: LabelSelector): Policy => {
  const requirements = [
    ...Object.entries(matchLabels ?? {}).map(([key, value]) => ({
      key,
      operator: 'In',
      values: [value],
    })),
    ...(matchExpressions ?? []),
  ]
  const terms = requirements.length === 0 ? undefined : [{ matchExpressions: requirements }]
  return compileDaemonSet(
    {
      spec: {
        template: {
          spec: {
            tolerations: [{ operator: 'Exists' }],
            ...(terms !== undefined && {
              affinity: { nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: terms } } },
            }),
          },
        },
      },
    },
    newestSemantics,
  )
}
