import type { Demand, TermPart } from '../../analysis/region.js'
import type { FieldPath } from '../../data/fieldPath.js'
import type { Policy, SelectedLabel } from '../../placement/policy.js'
import type { RequiredAffinity } from '../../selector/nodeAffinity.js'
import type { AuditRule, Fixable } from '../rule.js'
import {
  impliedTerms,
  laidTerms,
  requirementPath,
  type LaidTerm,
  type LaidTerms,
} from './laidTerms.js'

/** A requirement that holds wherever others of the DaemonSet do, or a whole node affinity. @since 0.2.0 */
export interface ImpliedRequirement extends Fixable {
  readonly code: 'ImpliedRequirement'
  /** What makes it needless. */
  readonly by: readonly FieldPath[]
}

/** Requirements of a term that the rest of it, or the node selector, makes needless. */
export const impliedRequirement: AuditRule<ImpliedRequirement> = {
  code: 'ImpliedRequirement',
  severities: ['note'],
  needs: ['daemonSets'],
  doc: {
    means:
      'A requirement of the node affinity holds wherever others of its term, or the `nodeSelector`, do (`by`): it says again what they say. Where that is so of all requirements of a term, the whole node affinity says nothing.',
    fix: 'Take it out.',
  },
  check: ({ daemonSets }) =>
    daemonSets.flatMap(({ subject, policy }) =>
      impliedIn(policy, laidTerms(policy)).map(({ path, by }): ImpliedRequirement => ({
        code: 'ImpliedRequirement',
        severity: 'note',
        subject,
        path,
        by,
        fix: [{ op: 'remove', path }],
      })),
    ),
}

interface Implied {
  readonly path: FieldPath
  readonly by: readonly FieldPath[]
}

const impliedIn = (policy: Policy, laid: LaidTerms): readonly Implied[] => {
  const own = impliedTerms(laid).flatMap(({ term, by }) => (by === undefined ? [term] : []))
  const found = own.map((term) => ({ term, implied: impliedBeside(term, policy, laid) }))
  const free = found.find(({ term, implied }) => implied.length === term.demands.length)
  if (free === undefined) return found.flatMap(({ implied }) => implied)
  const by = free.implied.flatMap((each) => each.by)
  return [{ path: (policy.affinity as RequiredAffinity).path, by }]
}

type Source = Demand<
  TermPart | { readonly code: 'NodeSelector' | 'NodeName'; readonly path: FieldPath }
>

/** The last of the requirements that hold wherever all others of the term do goes first. */
const impliedBeside = (
  { term, demands }: LaidTerm,
  policy: Policy,
  { common }: LaidTerms,
): readonly Implied[] => {
  const shared = common.map(({ at, mask, source }): Source => ({
    at,
    mask,
    source:
      source.code === 'NodeSelector'
        ? {
            code: 'NodeSelector',
            path: (policy.selectedLabels[source.index] as SelectedLabel).path,
          }
        : { code: 'NodeName', path: [...policy.path, 'nodeName'] },
  }))
  const pathOf = ({ source }: Source): FieldPath =>
    source.code === 'Requirement' ? requirementPath(term, source) : source.path
  const found: Implied[] = []
  const groups = new Map<number, Source[]>()
  for (const each of [...shared, ...demands]) {
    groups.set(each.at, [...(groups.get(each.at) ?? []), each])
  }
  for (const group of groups.values()) {
    let kept: readonly Source[] = group
    for (const each of group.toReversed()) {
      if (each.source.code !== 'Requirement') continue
      const others = kept.filter((other) => other !== each)
      const [first, ...more] = others
      if (first === undefined) continue
      const left = more.reduce((mask, other) => mask & other.mask, first.mask)
      if ((left & ~each.mask) !== 0n) continue
      kept = others
      found.push({ path: pathOf(each), by: others.map(pathOf) })
    }
  }
  return found
}
