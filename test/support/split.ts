import type { TestSubject } from '../../src/expect/testSubject.js'
import type { NodeTemplate } from '../../src/pools/nodeTemplate.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { subjectOf } from './testSubject.js'

const cpus = (operator: string, bound: string) => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'cpus', operator, values: [bound] }] }],
      },
    },
  },
})

const nodes = ['2', '4', '4', '8', undefined].map((count, i) =>
  aNode(`n${i + 1}`, { labels: count === undefined ? {} : { cpus: count } }),
)

/** The DaemonSets of `subjectOfSplit`. */
export const daemonSets = ['small', 'large']

/**
 * kubernetes-sigs/karpenter#715: an agent that is split by the size of the nodes, `small` below 5 and `large`
 * above 3 CPUs; on nodes with 2, 4, 4, 8 and no such label.
 */
export const subjectOfSplit = (...templates: readonly NodeTemplate[]): TestSubject =>
  subjectOf(
    {
      nodes,
      daemonSets: [
        aDaemonSet({ name: 'small', podSpec: cpus('Lt', '5') }),
        aDaemonSet({ name: 'large', podSpec: cpus('Gt', '3') }),
      ],
    },
    templates,
  )

/** A template that says how many CPUs its nodes have, or only what is known of the number. */
export const poolOf = (name: string, count: string | readonly string[]): NodeTemplate =>
  typeof count === 'string'
    ? { node: aNode(name, { labels: { cpus: count } }) }
    : {
        node: aNode(name),
        unknownLabels: [{ key: 'cpus', requirements: [{ operator: 'In', values: count }] }],
      }
