import * as E from 'fp-ts/Either'
import { daemonSetFit, type NodeFit } from '../capacity/daemonSetFit.js'
import { countedAmount } from '../capacity/nodeResources.js'
import { overhead, type Overhead } from '../capacity/overhead.js'
import { readQuantity } from '../capacity/quantityAmount.js'
import { grouped } from '../data/grouped.js'
import { int64FromJson, int64ToJson, toInt64, type JsonInt64 } from '../data/int64.js'
import { own } from '../data/own.js'
import type { Node } from '../kube/node.js'
import { nameOf, namespacedName } from '../kube/objectFacts.js'
import { decideTemplate } from '../pools/decideTemplate.js'
import type { Subject } from '../reason/finding.js'
import type { ExpectationFinding, FitNotKnown, LeavesTooLittle } from './finding.js'
import type { Fits, LeavesAtLeast } from './suite.js'
import { daemonSetsNamed, noNodes, nodesOf, type TestSubject } from './testSubject.js'

type NodeAnswer = NodeFit['fit']

/** A node, or a template of nodes, and what is found of it. */
interface Seen<A> {
  readonly name: string
  readonly template: boolean
  readonly found: A
}

/** Whether the next pod of each DaemonSet fits the nodes where it should run. */
export const fits = (expected: Fits, of: TestSubject): readonly ExpectationFinding[] => {
  const daemonSets = daemonSetsNamed(of, expected.daemonSets)
  if (E.isLeft(daemonSets)) return daemonSets.left
  const asked = nodesOf(of, expected)
  if (E.isLeft(asked)) return asked.left
  const { nodes, templates } = asked.right
  const onEmpty = emptyNodes(of)
  const places = daemonSets.right.flatMap(({ subject, policy, daemonSet, runs }) => {
    const running = new Set(runs)
    const here = nodes.filter((node) => running.has(node))
    const open = templates.flatMap(({ template, on }) => {
      const decision = decideTemplate(policy, template)
      return decision.code === 'Depends'
        ? [{ name: nameOf(template.node), on: [...on, ...decision.on] }]
        : []
    })
    const there = templates.filter(({ template }) => {
      const decision = decideTemplate(policy, template)
      return decision.code === 'Certain' && decision.decision === 'run'
    })
    const answers: readonly Seen<NodeAnswer>[] = [
      ...(expected.emptyNodes === true
        ? here.map((node) => ({ node, found: onEmpty(node, namespacedName(subject)) }))
        : daemonSetFit(of.survey.cluster, daemonSet, {
            semantics: of.survey.semantics,
            nodes: here.map(nameOf),
          }).map(({ node, fit }) => ({ node: { metadata: { name: node } }, found: fit }))
      ).map(({ node, found }) => ({ name: nameOf(node), template: false, found })),
      ...there.map(({ template: { node } }) => ({
        name: nameOf(node),
        template: true,
        found: onEmpty(node, namespacedName(subject)),
      })),
    ]
    return { subject, open, answers }
  })
  if (places.every(({ open, answers }) => open.length + answers.length === 0)) {
    return noNodes(of, expected.nodes)
  }
  return places.flatMap(({ subject, open, answers }): readonly ExpectationFinding[] => [
    ...alike(
      answers.filter(({ found }) => !isEnough(found, expected.afterPreemption === true)),
    ).map((same) => fitFinding(same, { severity: 'error', subject, path: of.path })),
    ...open.map(({ name, on }): ExpectationFinding => ({
      code: 'Undecided',
      severity: 'error',
      subject,
      path: of.path,
      others: [],
      nodes: [name],
      on,
    })),
  ])
}

const isEnough = ({ code }: NodeAnswer, afterPreemption: boolean): boolean =>
  code === 'fits' || (afterPreemption && code === 'afterPreemption')

type About = Pick<FitNotKnown, 'severity' | 'subject' | 'path'>

const fitFinding = (
  { names, template, found }: Alike<NodeAnswer>,
  about: About,
): ExpectationFinding =>
  found.code === 'unknown'
    ? { code: 'FitNotKnown', ...about, template, nodes: names, needs: found.needs }
    : { code: 'DoesNotFit', ...about, template, nodes: names, fit: found }

/** Whether a DaemonSet's pod fits beside those of the others, where nothing else runs. */
const emptyNodes = (of: TestSubject) => {
  const taken = takenOf(of)
  return (node: Node, daemonSet: string): NodeAnswer => {
    const found = taken(node)
    if (found.code === 'unknown') return found
    const share = found.of.daemonSets.find((each) => each.daemonSet === daemonSet)
    return share?.fit ?? { code: 'unknown', needs: ['allocatable'] }
  }
}

type Taken =
  | { readonly code: 'known'; readonly of: Overhead }
  | Extract<NodeAnswer, { readonly code: 'unknown' }>

/** What all DaemonSets take of a node. */
const takenOf = ({ survey: { daemonSets, semantics } }: TestSubject) => {
  const known = new Map<Node, Taken>()
  const all = daemonSets.map(({ daemonSet }) => daemonSet)
  return (node: Node): Taken => {
    const before = known.get(node)
    if (before !== undefined) return before
    const found = overhead(all, node, { semantics })
    const taken: Taken = E.isLeft(found)
      ? { code: 'unknown', needs: ['quantities'] }
      : found.right.allocatable === undefined
        ? { code: 'unknown', needs: ['allocatable'] }
        : { code: 'known', of: found.right }
    known.set(node, taken)
    return taken
  }
}

/** Whether DaemonSets leave enough of each node. */
export const leavesAtLeast = (
  expected: LeavesAtLeast,
  of: TestSubject,
): readonly ExpectationFinding[] => {
  const asked = nodesOf(of, expected)
  if (E.isLeft(asked)) return asked.left
  const { nodes, templates } = asked.right
  if (nodes.length + templates.length === 0) return noNodes(of, expected.nodes)
  const { subject } = of
  const wanted = Object.entries(expected.resources).map(([resource, text]) => ({
    resource,
    text,
    quantity: readQuantity(text),
  }))
  const taken = takenOf(of)
  const seen: readonly Seen<Taken>[] = [
    ...nodes.map((node) => ({ name: nameOf(node), template: false, found: taken(node) })),
    ...templates.map(({ template: { node } }) => ({
      name: nameOf(node),
      template: true,
      found: taken(node),
    })),
  ]
  const little = wanted.flatMap(({ resource, quantity }) => {
    if (quantity === undefined) return []
    const least = countedAmount(resource, quantity)
    const leftOf = ({ found }: Seen<Taken>): readonly JsonInt64[] => {
      if (found.code === 'unknown') return []
      const left = own(found.of.left, resource) ?? 0
      return toInt64(int64FromJson(left)) < least ? [left] : []
    }
    const short = seen.flatMap((each) =>
      leftOf(each).map((left) => ({
        ...each,
        found: { resource, expected: int64ToJson(least), left },
      })),
    )
    return alike(short).map((same): LeavesTooLittle => ({
      code: 'LeavesTooLittle',
      severity: 'error',
      subject: subjectOf(same),
      path: of.path,
      template: same.template,
      nodes: same.names,
      ...same.found,
    }))
  })
  const open = seen.flatMap(({ found, ...each }) =>
    found.code === 'unknown' ? [{ ...each, found }] : [],
  )
  return [
    ...wanted.flatMap(({ resource, text, quantity }): readonly ExpectationFinding[] =>
      quantity === undefined
        ? [
            {
              code: 'NotAQuantity',
              severity: 'error',
              subject,
              path: [...of.path, 'resources', resource],
              resource,
              found: text,
            },
          ]
        : [],
    ),
    ...little,
    ...alike(open).map((same) =>
      fitFinding(same, { severity: 'error', subject: subjectOf(same), path: of.path }),
    ),
  ]
}

const subjectOf = ({ names: [name = ''], template }: Alike<unknown>): Subject => ({
  kind: template ? 'NodeTemplate' : 'Node',
  name,
})

interface Alike<A> {
  readonly names: readonly string[]
  readonly template: boolean
  readonly found: A
}

/** Nodes of which the same is found, together. */
const alike = <A>(seen: readonly Seen<A>[]): readonly Alike<A>[] =>
  [...grouped(seen, ({ template, found }) => JSON.stringify([template, found])).values()].map(
    (same) => ({
      names: same.map(({ name }) => name),
      template: same[0].template,
      found: same[0].found,
    }),
  )
