import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyAffinity, anyPodSpec, anyUpdateStrategy } from 'podfit/arbitraries'
import { equivalent } from '../../src/analysis/proofs.js'
import { audit } from '../../src/audit/audit.js'
import { auditRules, type AuditFinding } from '../../src/audit/auditRules.js'
import { fixPatch } from '../../src/audit/fixPatch.js'
import type { AuditRule } from '../../src/audit/rule.js'
import { applyPatch } from '../../src/data/patch.js'
import { orThrow } from '../../src/data/orThrow.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { NodeSelectorTerm } from '../../src/kube/affinity.js'
import { daemonSetPolicy } from '../../src/placement/compile.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { anyRequirement } from '../../src/testing/matching.js'
import { frozenly } from '../support/frozen.js'

/** What a rule finds something in now and then. */
const anyDefect = fc.constantFrom(
  { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
  {
    key: 'node.kubernetes.io/not-ready',
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: 5,
  },
  { key: 'node-role.kubernetes.io/master', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'a', operator: 'Exists', value: 'b' },
  { key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 3 },
  { key: 'a', operator: 'Exists', effect: 'NoSchedule' },
  { operator: 'Exists' },
)

const values = (...list: readonly string[]) => fc.subarray([...list], { minLength: 1 })

const anyOddRequirement = fc.oneof(
  anyRequirement,
  fc.record({
    key: fc.constantFrom('a', 'kubernetes.io/arch', 'beta.kubernetes.io/os', 'metadata.name'),
    operator: fc.constantFrom('In', 'NotIn'),
    values: values('amd64', 'x86_64', 'linux', 'n1'),
  }),
)

const anyTerms: fc.Arbitrary<readonly NodeSelectorTerm[]> = fc.array(
  fc.record({ matchExpressions: fc.array(anyOddRequirement, { maxLength: 3 }) }),
  { maxLength: 3 },
)

const anyLinted: fc.Arbitrary<DaemonSet> = fc
  .record({
    podSpec: anyPodSpec,
    tolerations: fc.array(anyDefect, { maxLength: 4 }),
    affinity: anyAffinity,
    terms: fc.option(anyTerms, { nil: undefined }),
    nodeSelector: fc.constantFrom({}, { a: 'amd64' }, { 'beta.kubernetes.io/os': 'linux' }),
    updateStrategy: anyUpdateStrategy,
  })
  .map(({ podSpec, tolerations, affinity, terms, nodeSelector, updateStrategy }) =>
    aDaemonSet({
      spec: { updateStrategy },
      podSpec: {
        ...podSpec,
        nodeSelector,
        tolerations: [...(podSpec.tolerations ?? []), ...tolerations],
        affinity: {
          ...affinity,
          ...(terms !== undefined && {
            nodeAffinity: {
              ...affinity.nodeAffinity,
              requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms },
            },
          }),
        },
      },
    }),
  )

const findingsOf = (daemonSet: DaemonSet): readonly AuditFinding[] =>
  audit({ daemonSets: [daemonSet] }).findings

const fixedBy = (daemonSet: DaemonSet, findings: readonly AuditFinding[]): DaemonSet =>
  applyPatch(daemonSet, fixPatch(findings, daemonSet)) as DaemonSet

const rounds = (daemonSet: DaemonSet): readonly DaemonSet[] => {
  const all = [daemonSet]
  for (let now = daemonSet; all.length < 50; all.push(now)) {
    const patch = fixPatch(findingsOf(now), now)
    if (patch.length === 0) break
    now = applyPatch(now, patch) as DaemonSet
  }
  return all
}

const moves = ({ code }: AuditFinding): boolean =>
  Object.values<AuditRule>(auditRules).some((rule) => rule.code === code && rule.moves === true)

const policyOf = (daemonSet: DaemonSet) => orThrow(daemonSetPolicy(daemonSet))

describe('fixes', () => {
  it('come to an end, and nothing is left that could be put right', () => {
    fc.assert(
      fc.property(frozenly(anyLinted), (daemonSet) => {
        const all = rounds(daemonSet)
        expect(all.length).toBeLessThan(20)
        const last = all.at(-1) ?? daemonSet
        expect(fixPatch(findingsOf(last), last)).toEqual([])
      }),
    )
  })

  it('leave on which nodes pods run, unless their rule says that they may not: proved for all nodes', () => {
    fc.assert(
      fc.property(frozenly(anyLinted), (daemonSet) => {
        const still = findingsOf(daemonSet).filter((finding) => !moves(finding))
        const after = fixedBy(daemonSet, still)
        expect(equivalent(policyOf(daemonSet), policyOf(after)).code).not.toBe('Refuted')
      }),
    )
  })

  it('are patches of what the finding is about: what one changes was there', () => {
    fc.assert(
      fc.property(frozenly(anyLinted), (daemonSet) => {
        for (const finding of findingsOf(daemonSet)) {
          if ('fix' in finding) expect(fixedBy(daemonSet, [finding])).not.toEqual(daemonSet)
        }
      }),
    )
  })
})
