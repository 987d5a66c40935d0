import { own } from '../data/own.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import { nameOf, objectKey, withTaints } from '../kube/objectFacts.js'
import type { Taint } from '../kube/taint.js'
import { FIRST_TAINTS, WELL_KNOWN_TAINTS } from '../kube/wellKnownTaints.js'
import { decide } from '../placement/decide.js'
import type { Policy } from '../placement/policy.js'
import { assumingLabels } from '../pools/decideTemplate.js'
import { askedLabels } from '../pools/distinguishingValues.js'
import { covers, type NodeTemplate, type UnknownLabel } from '../pools/nodeTemplate.js'
import { isStartupTaint } from '../pools/poolTemplate.js'
import type { TaintText } from '../reason/reason.js'
import { isBlocking, sameTaint, taintParts } from '../taint/taintParts.js'
import { ANY_OF, conditionsToCome, ruleHolds, type NodeReadinessRule } from './nodeReadinessRule.js'
import { isNamed, reportsCondition, type ConditionReporter, type LabelSetter } from './reporters.js'
import type { TaintOwner } from './taintOwners.js'

/** What has to happen before a taint goes. @since 0.2.0 */
export interface GateNeed {
  /** `Type=Status` of a condition; absent where a taint goes by itself, or with a DaemonSet. */
  readonly condition?: string
  /** The DaemonSets that do it: one that is up is enough. None where others do it. */
  readonly daemonSets: readonly string[]
  /** Who else does it; absent where that is not known. */
  readonly by?: string
}

/** A taint that new nodes carry for a while. @since 0.2.0 */
export interface Gate {
  readonly taint: TaintText
  /** The rule that holds it there, if one does. */
  readonly rule?: string
  /** Whether it is on these nodes depends on labels that are not known; it is taken to be. */
  readonly maybe?: true
  /** What it waits for. */
  readonly needs: readonly GateNeed[]
  /** One of the needs is enough. */
  readonly anyOf?: true
}

/** A DaemonSet, read. */
export interface Member {
  readonly key: string
  readonly daemonSet: DaemonSet
  readonly policy: Policy
}

/** Nodes to come that are alike. */
export interface Place {
  readonly name: string
  readonly kind: 'Node' | 'NodePool'
  /** Without taints. */
  readonly node: Node
  readonly unknownLabels: readonly UnknownLabel[]
  /** Taints that stay. */
  readonly lasting: readonly Taint[]
  readonly gates: readonly Gate[]
  /** Labels that DaemonSets set, by key. */
  readonly settersOf: (key: string) => readonly string[]
}

/** What is declared of a cluster. */
export interface Declared {
  readonly rules: readonly NodeReadinessRule[]
  readonly taintOwners: readonly TaintOwner[]
  readonly reporters: readonly ConditionReporter[]
  readonly labelSetters: readonly LabelSetter[]
  /** Keys and prefixes of taints that go away. */
  readonly startupTaints: readonly string[]
}

/**
 * What new nodes of a template are like, or new nodes like one that is there.
 *
 * - **Rules**
 *   1. A taint goes away where the template says so, where everybody knows it, or where its key begins as declared.
 *   2. Every new node has the taints of a node that is not ready, those of the rules that select it, and those whose
 *      removal is the task of a DaemonSet that selects it, but for those that only some clusters use.
 */
export const placeOf = (
  kind: Place['kind'],
  template: NodeTemplate,
  members: readonly Member[],
  declared: Declared,
): Place => {
  const given = template.node.spec?.taints ?? []
  const isStartup = (taint: Taint): boolean =>
    isStartupTaint(taint) ||
    declared.startupTaints.some((prefix) => (taint.key ?? '').startsWith(prefix))
  const node = withTaints(template.node, [])
  const unknownLabels = template.unknownLabels ?? []
  const there = members.filter(({ policy }) => couldRun(policy, node, unknownLabels))
  const carried = [
    ...FIRST_TAINTS,
    ...(template.startupTaints ?? []),
    ...given.filter(isStartup),
  ].filter(isBlocking)
  const ruled = declared.rules.flatMap((rule) => {
    const holds = ruleHolds(rule, node, unknownLabels)
    return holds === 'no' ? [] : [{ rule, holds }]
  })
  const owned = declared.taintOwners.filter(
    (owner) => owner.optional !== true && ownersIn(there, owner).length > 0,
  )
  const ruleGates = ruled.map(({ rule, holds }) => ruleGate(rule, holds, there, declared))
  const others = [...carried, ...owned.map(({ taint }) => taint)].filter(
    (taint, i, all) =>
      all.findIndex((each) => sameTaint(each, taint)) === i &&
      !ruleGates.some((gate) => sameTaint(gate.taint, taint)),
  )
  return {
    name: nameOf(template.node),
    kind,
    node,
    unknownLabels,
    lasting: given.filter((taint) => isBlocking(taint) && !isStartup(taint)),
    gates: [...others.map((taint) => taintGate(taint, there, declared)), ...ruleGates],
    settersOf: (key) => {
      const setters = declared.labelSetters.filter(({ label }) => covers({ key: label }, key))
      return there
        .filter(({ daemonSet }) => setters.some((each) => isNamed(daemonSet, each.daemonSets)))
        .map((member) => member.key)
    },
  }
}

/** Whether a DaemonSet selects nodes of a place, if the labels come that suit it. */
const couldRun = (policy: Policy, node: Node, unknownLabels: readonly UnknownLabel[]): boolean =>
  decide(assumingLabels(policy, openKeys(policy, node, unknownLabels), true), node) === 'run'

/** The labels that a policy asks about and that may come. */
export const openKeys = (
  policy: Policy,
  { metadata }: Node,
  unknownLabels: readonly UnknownLabel[],
): ReadonlySet<string> =>
  new Set(
    askedLabels(policy).filter(
      (key) =>
        own(metadata?.labels, key) === undefined &&
        unknownLabels.some((label) => covers(label, key)),
    ),
  )

const ownersIn = (there: readonly Member[], owner: TaintOwner): readonly string[] =>
  there.filter(({ daemonSet }) => isNamed(daemonSet, owner.daemonSets)).map(({ key }) => key)

const taintGate = (taint: Taint, there: readonly Member[], declared: Declared): Gate => {
  const owners = declared.taintOwners.filter((owner) => sameTaint(owner.taint, taint))
  const daemonSets = [...new Set(owners.flatMap((owner) => ownersIn(there, owner)))]
  const known = WELL_KNOWN_TAINTS.find((each) => sameTaint(each.taint, taint))
  const by = daemonSets.length === 0 ? known?.removedBy : undefined
  return {
    taint: taintParts(taint),
    needs: [{ daemonSets, ...(by !== undefined && { by }) }],
  }
}

const ruleGate = (
  rule: NodeReadinessRule,
  holds: 'yes' | 'maybe',
  there: readonly Member[],
  { reporters }: Declared,
): Gate => {
  const needs = conditionsToCome(rule).map(({ type, requiredStatus }): GateNeed => {
    const condition = type ?? ''
    const named = reporters.filter((each) => each.condition === condition)
    const daemonSets = there
      .filter(
        ({ daemonSet }) =>
          reportsCondition(daemonSet, condition) ||
          named.some((each) => isNamed(daemonSet, each.daemonSets)),
      )
      .map(({ key }) => key)
    const by = daemonSets.length === 0 && KUBELETS.has(condition) ? 'kubelet' : undefined
    return {
      condition: `${condition}=${requiredStatus ?? ''}`,
      daemonSets,
      ...(by !== undefined && { by }),
    }
  })
  return {
    taint: taintParts(rule.spec?.taint ?? {}),
    rule: nameOf(rule),
    ...(holds === 'maybe' && { maybe: true }),
    needs,
    ...(rule.spec?.conditionPolicy === ANY_OF && { anyOf: true }),
  }
}

/** Conditions that every kubelet reports. */
const KUBELETS: ReadonlySet<string> = new Set([
  'Ready',
  'MemoryPressure',
  'DiskPressure',
  'PIDPressure',
])

/** The DaemonSets, read and in order. */
export const membersOf = (
  daemonSets: readonly DaemonSet[],
  read: (daemonSet: DaemonSet) => Policy,
): readonly Member[] =>
  daemonSets.map((daemonSet) => ({
    key: objectKey(daemonSet),
    daemonSet,
    policy: read(daemonSet),
  }))
