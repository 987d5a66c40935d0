import { own } from '../data/own.js'
import { withTaints } from '../kube/objectFacts.js'
import type { Taint } from '../kube/taint.js'
import { decide } from '../placement/decide.js'
import { assumingLabels } from '../pools/decideTemplate.js'
import { askedLabels } from '../pools/distinguishingValues.js'
import type { TaintText } from '../reason/reason.js'
import { sameTaint, taintParts } from '../taint/taintParts.js'
import { keepsAway } from '../taint/untolerated.js'
import { openKeys, type Gate, type GateNeed, type Member, type Place } from './place.js'

/** What a DaemonSet waits for. @since 0.2.0 */
export type ReadinessBlock =
  /** A taint that it does not tolerate and that goes once one of these DaemonSets is up, or when others take it off. */
  | { readonly code: 'Taint'; readonly taint: TaintText; readonly daemonSets: readonly string[] }
  /** A taint that stays. */
  | { readonly code: 'LastingTaint'; readonly taint: TaintText }
  /** A label that one of these DaemonSets sets. */
  | { readonly code: 'Label'; readonly label: string; readonly daemonSets: readonly string[] }

/** A DaemonSet, and what it waits for. @since 0.2.0 */
export interface ReadinessWait {
  readonly daemonSet: string
  readonly for: readonly ReadinessBlock[]
}

/** How the DaemonSets of new nodes come up. */
export interface ComingUp {
  /** Who starts at once, who once something has gone that those before brought about, and so on. */
  readonly order: readonly (readonly string[])[]
  /** What those that come up wait for. */
  readonly waits: readonly ReadinessWait[]
  /** Who never starts, and why. */
  readonly stuck: readonly ReadinessWait[]
  /** Labels that are not known beforehand and are taken to suit those that ask about them. */
  readonly assumedLabels: readonly string[]
}

/** Tolerations that DaemonSets are taken to have, besides: taints by the DaemonSet. */
export type Extra = ReadonlyMap<string, readonly Taint[]>

const NONE: Extra = new Map()

/**
 * How the DaemonSets of new nodes come up, step by step.
 *
 * - **Rules**
 *   1. A DaemonSet starts when it tolerates the taints that are there and its node has the labels that it asks for.
 *   2. A taint goes when everything has happened that it waits for, or one such thing where that is enough: a DaemonSet is
 *      up that does it, or none in the cluster does and others do.
 *   3. A label that a DaemonSet sets is there once that one is up. Any other label that is not known beforehand suits.
 *   4. This goes on until nothing changes. Who would start on a node without the taints that go, and with these labels, and
 *      has not, never does; so do those that it waits for.
 */
export const comingUp = (
  place: Place,
  members: readonly Member[],
  extra: Extra = NONE,
): ComingUp => {
  const asked = new Map(members.map((member) => [member.key, labelsOf(place, member)] as const))
  const up = new Set<string>()
  const waitFor = (member: Member, gates: readonly Gate[]): readonly ReadinessBlock[] =>
    blocksOf(place, member, gates, up, extra)
  const startsWith = (member: Member, gates: readonly Gate[], labels: Labels): boolean => {
    const taints = [...gates.map(({ taint }) => taint), ...place.lasting].filter(
      (taint) => !isExtra(extra, member.key, taint),
    )
    const holds = new Set([...labels.open].filter((key) => !labels.pending(up).has(key)))
    const node = withTaints(place.node, taints)
    return decide(assumingLabels(member.policy, holds, true), node) === 'run'
  }
  const order: (readonly string[])[] = []
  const waits: ReadinessWait[] = []
  let gates = place.gates
  let missing = members
  for (;;) {
    const left = gates
    const started = missing.filter((member) => {
      const labels = asked.get(member.key)
      return labels !== undefined && startsWith(member, left, labels)
    })
    order.push(started.map(({ key }) => key))
    if (order.length > 1)
      for (const member of started)
        waits.push({ daemonSet: member.key, for: firstBlocks(place, member, extra) })
    for (const { key } of started) up.add(key)
    missing = missing.filter(({ key }) => !up.has(key))
    gates = gates.filter((gate) => !opens(gate, up))
    if (started.length === 0 && gates.length === left.length) break
  }
  const wanted = missing.filter((member) =>
    isWanted(place, member, asked.get(member.key), up, extra),
  )
  const stuck = withNeeded(wanted, missing, (member) => waitFor(member, gates))
  return {
    order: trimmed(order),
    waits,
    stuck,
    assumedLabels: [
      ...new Set(
        members
          .filter(({ key }) => up.has(key))
          .flatMap(({ key }) => [...(asked.get(key)?.open ?? [])]),
      ),
    ].sort(),
  }
}

/** The labels that a DaemonSet asks about and its node does not have. */
interface Labels {
  /** Those that may come. */
  readonly open: ReadonlySet<string>
  /** Those that a DaemonSet sets, none of whose setters is up. */
  readonly pending: (up: ReadonlySet<string>) => ReadonlySet<string>
}

const labelsOf = (place: Place, { key: self, policy }: Member): Labels => {
  const set = askedLabels(policy).flatMap((key) => {
    if (own(place.node.metadata?.labels, key) !== undefined) return []
    const setters = place.settersOf(key).filter((setter) => setter !== self)
    return setters.length === 0 ? [] : [{ key, setters }]
  })
  return {
    open: openKeys(policy, place.node, place.unknownLabels),
    pending: (up) =>
      new Set(
        set.flatMap(({ key, setters }) => (setters.some((each) => up.has(each)) ? [] : [key])),
      ),
  }
}

/** Rule 2. */
const opens = ({ needs, anyOf }: Gate, up: ReadonlySet<string>): boolean => {
  const isMet = ({ daemonSets }: GateNeed): boolean =>
    daemonSets.length === 0 || daemonSets.some((key) => up.has(key))
  return anyOf === true && needs.length > 0 ? needs.some(isMet) : needs.every(isMet)
}

/** Rule 4: whether it would start there, if all labels came that somebody has not set, and no taint stood in its way that goes. */
const isWanted = (
  place: Place,
  { key, policy }: Member,
  labels: Labels | undefined,
  up: ReadonlySet<string>,
  extra: Extra,
): boolean => {
  const holds = new Set([...(labels?.open ?? []), ...(labels?.pending(up) ?? [])])
  const taints = place.lasting.filter((taint) => !isExtra(extra, key, taint))
  return decide(assumingLabels(policy, holds, true), withTaints(place.node, taints)) === 'run'
}

/** Those that never start, and those of the others for which they wait. */
const withNeeded = (
  wanted: readonly Member[],
  missing: readonly Member[],
  blocks: (member: Member) => readonly ReadinessBlock[],
): readonly ReadinessWait[] => {
  const found = new Map<string, ReadinessWait>()
  const pending = [...wanted]
  for (let member = pending.pop(); member !== undefined; member = pending.pop()) {
    if (found.has(member.key)) continue
    const wait = { daemonSet: member.key, for: blocks(member) }
    found.set(member.key, wait)
    const needed = new Set(
      wait.for.flatMap((block) => ('daemonSets' in block ? block.daemonSets : [])),
    )
    for (const each of missing) if (needed.has(each.key)) pending.push(each)
  }
  return missing.flatMap(({ key }) => found.get(key) ?? [])
}

const firstBlocks = (place: Place, member: Member, extra: Extra): readonly ReadinessBlock[] =>
  blocksOf(place, member, place.gates, new Set(), extra)

/** What keeps a DaemonSet from a place. */
const blocksOf = (
  place: Place,
  member: Member,
  gates: readonly Gate[],
  up: ReadonlySet<string>,
  extra: Extra,
): readonly ReadinessBlock[] => {
  const { key: self, policy } = member
  const isAway = (taint: Taint): boolean =>
    keepsAway(policy.tolerations, taint, policy.semantics) && !isExtra(extra, self, taint)
  return [
    ...gates
      .filter(({ taint }) => isAway(taint))
      .map(({ taint, needs }) => ({
        code: 'Taint' as const,
        taint,
        daemonSets: [...new Set(needs.flatMap(({ daemonSets }) => daemonSets))],
      })),
    ...place.lasting
      .filter(isAway)
      .map((taint) => ({ code: 'LastingTaint' as const, taint: taintParts(taint) })),
    ...[...labelsOf(place, member).pending(up)].map((label) => ({
      code: 'Label' as const,
      label,
      daemonSets: place.settersOf(label),
    })),
  ]
}

const isExtra = (extra: Extra, key: string, taint: Taint): boolean =>
  (extra.get(key) ?? []).some((each) => sameTaint(each, taint))

/** Steps without those at the end in which nobody starts. */
const trimmed = (order: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  order.slice(0, order.findLastIndex((step) => step.length > 0) + 1)
