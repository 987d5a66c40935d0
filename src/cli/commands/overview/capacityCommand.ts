import * as E from 'fp-ts/Either'
import { clusterCapacity, type ClusterCapacity } from '../../../capacity/clusterCapacity.js'
import { overhead } from '../../../capacity/overhead.js'
import type { Cluster } from '../../../cluster/cluster.js'
import { updateCluster } from '../../../cluster/updateCluster.js'
import type { QuantityIssue } from '../../../capacity/resourceList.js'
import { formatFieldPath } from '../../../data/fieldPath.js'
import { nameOf } from '../../../kube/objectFacts.js'
import type { SemanticsOptions } from '../../../kube/semantics.js'
import { capacityMarkdown, capacityText } from '../../../report/overview/capacityText.js'
import { command } from '../../frame/command.js'
import { FORMAT_VERSION } from '../../frame/formats.js'
import { incompleteJson, nothingOf, type Problem } from '../../input/problem.js'
import type { Taken } from '../../input/takeIn.js'
import { optionalArgument } from '../../options/option.js'
import { findNode } from '../../options/select.js'
import {
  notYetThere,
  OVERVIEW,
  overviewInput,
  saidOnce,
  withInput,
  PLACED,
} from './overviewInput.js'

/** `podfit capacity [NODE]`: what DaemonSets take of nodes, what is left, and what finds no room. */
export const capacityCommand = command({
  name: 'capacity',
  summary: 'what DaemonSets take of each kind of node, what is left, and which pods find no room',
  about: [
    'Requests and host ports are counted as the scheduler counts them. Nodes of the same size with the same',
    'DaemonSets are told once. Limit ranges and what webhooks add are not known.',
  ],
  arguments: { name: optionalArgument('NODE', 'only this node; node/NAME, too') },
  options: OVERVIEW,
  examples: [
    { line: 'podfit capacity -f cluster.json', text: 'every kind of node' },
    { line: 'podfit capacity worker-1 -f cluster.json', text: 'one node' },
  ],
  run: async ({ name, ...given }, desk) => {
    const { taken, snapshot, selected, isNew, options, unchecked } = await overviewInput(
      given,
      desk,
      { placement: true, needs: PLACED },
    )
    const { nodes } = snapshot
    if (nodes === undefined) throw nothingOf('the input has no nodes', taken.problems)
    const asked = new Set(selected)
    const kept = name === undefined ? undefined : nameOf(findNode(nodes, name, taken.problems))
    // A node that does not say what it has keeps nothing back that is known of the others.
    const unread = new Map(
      [...nodes].flatMap(([key, node]): readonly (readonly [string, readonly Problem[]])[] => {
        if (kept !== undefined && key !== kept) return []
        const room = overhead([], node)
        if (E.isRight(room)) return []
        const { file = '', document } = taken.originOf(node) ?? {}
        const place = { file, ...(document !== undefined && { document }), object: `node/${key}` }
        return [
          [
            key,
            room.left.map((issue) => ({
              ...place,
              path: issue.path.slice(1),
              message: expectedText(issue),
            })),
          ],
        ]
      }),
    )
    const ofNodes = [...unread.values()].flat()
    if (ofNodes.length > 0 && unread.size === (kept === undefined ? nodes.size : 1)) {
      throw nothingOf('no node can be read', [...taken.problems, ...ofNodes])
    }
    const around = updateCluster(snapshot, {
      drop: {
        daemonSets: [...(snapshot.daemonSets?.keys() ?? [])].filter((key) => !asked.has(key)),
        nodes: [...nodes.keys()].filter(
          (key) => unread.has(key) || (kept !== undefined && key !== kept),
        ),
      },
    })
    const { capacity, ofObjects } = capacityOf(around, taken, options)
    return {
      answer: {
        kubernetes: given.kubernetes.kubernetes,
        now: options.now,
        capacity,
        details: given.details,
      },
      unchecked,
      problems: [...ofNodes, ...ofObjects],
      notes: notYetThere(isNew),
    }
  },
  formats: {
    text: ({ capacity, details }, { style, width }) =>
      capacityText(saidOnce(capacity), { style, width, details }),
    json: ({ kubernetes, now, capacity }, { problems }) => ({
      formatVersion: FORMAT_VERSION,
      now,
      kubernetes,
      ...incompleteJson(problems),
      ...capacity,
    }),
    markdown: ({ capacity }, { said }) => withInput(capacityMarkdown(saidOnce(capacity)), said),
  },
})

/** The resources of objects, by the first member of the paths of what cannot be read of them. */
const RESOURCES = { pods: 'pod', daemonSets: 'daemonset' } as const

/** Pods and DaemonSets whose requests cannot be read are not counted, which is said; they keep nothing back of the others. */
const capacityOf = (
  snapshot: Cluster,
  { originOf, problems }: Taken,
  options: SemanticsOptions,
): { readonly capacity: ClusterCapacity; readonly ofObjects: readonly Problem[] } => {
  const ofObjects: Problem[] = []
  let around = snapshot
  for (;;) {
    const counted = clusterCapacity(around, options)
    if (E.isRight(counted)) return { capacity: counted.right, ofObjects }
    const drop = { pods: new Set<string>(), daemonSets: new Set<string>() }
    for (const issue of counted.left) {
      const [kind, key, ...path] = issue.path
      if ((kind !== 'pods' && kind !== 'daemonSets') || typeof key !== 'string') continue
      const object = around[kind]?.get(key)
      if (object === undefined) continue
      drop[kind].add(key)
      const { file = '', document } = originOf(object) ?? {}
      ofObjects.push({
        file,
        ...(document !== undefined && { document }),
        object: `${RESOURCES[kind]}/${key}`,
        path,
        message: `${expectedText(issue)}; not counted`,
      })
    }
    if (drop.pods.size + drop.daemonSets.size === 0) {
      throw nothingOf(counted.left.map(quantityText).join('; '), problems)
    }
    around = updateCluster(around, {
      drop: { pods: [...drop.pods], daemonSets: [...drop.daemonSets] },
    })
  }
}

const expectedText = ({ expected, found }: QuantityIssue): string =>
  `expected ${expected}, found ${found}`

const quantityText = (issue: QuantityIssue): string =>
  `${formatFieldPath(issue.path)}: ${expectedText(issue)}`
