import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyPodSpec } from 'podfit/arbitraries'
import { equivalent } from '../../src/analysis/proofs.js'
import { exactJson } from '../../src/data/exactJson.js'
import { applyPatch } from '../../src/data/patch.js'
import type { NodeSelectorRequirement, NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { PodSpec } from '../../src/kube/pod.js'
import type { Toleration } from '../../src/kube/toleration.js'
import { POD_SPEC } from '../../src/kube/podTemplate.js'
import { addDaemonTolerations } from '../../src/taint/automaticTolerations.js'
import { eviction } from '../../src/taint/eviction.js'
import { simplifyDaemonSet } from '../../src/suggest/simplifyDaemonSet.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { enumerableSpec } from '../analysis/enumerated.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const at = (
  key: string,
  operator: string,
  ...values: readonly string[]
): NodeSelectorRequirement => ({ key, operator, ...(values.length > 0 && { values }) })

const all = (...matchExpressions: readonly NodeSelectorRequirement[]): NodeSelectorTerm => ({
  matchExpressions,
})

const required = (...nodeSelectorTerms: readonly NodeSelectorTerm[]): PodSpec => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  },
})

const anyToleration: fc.Arbitrary<Toleration> = fc.record(
  {
    key: fc.constantFrom('node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable', 'k'),
    operator: fc.constant('Exists'),
    effect: fc.constant('NoExecute'),
    tolerationSeconds: fc.constantFrom(5, 60),
  },
  { requiredKeys: ['operator'] },
)

const simplified = (podSpec: PodSpec) => {
  const daemonSet = aDaemonSet({ podSpec })
  const answer = simplifyDaemonSet(daemonSet)
  const after =
    answer.code === 'Simplified' ? (applyPatch(daemonSet, answer.patch) as DaemonSet) : daemonSet
  return { answer, after: after.spec?.template?.spec ?? {} }
}

const EMPTY = /"(?:tolerations|affinity|nodeAffinity)":(?:\[\]|\{\})/

/** The items of a list that are in another one, in their order. */
const common = (list: readonly unknown[], other: readonly unknown[]): readonly string[] => {
  const texts = new Set(other.map((item) => exactJson(item)))
  return list.map((item) => exactJson(item)).filter((text) => texts.has(text))
}

const isPartOf = (part: readonly string[], whole: readonly string[]): boolean => {
  let from = 0
  return part.every((item) => (from = whole.indexOf(item, from) + 1) > 0)
}

describe('simplifyDaemonSet', () => {
  it.each([
    ['of the small world of the proofs', enumerableSpec],
    ['of any shape', anyPodSpec],
  ])('leaves pods on their nodes, is proved, and leaves nothing to simplify: %s', (_, anySpec) => {
    let simpler = 0
    fc.assert(
      fc.property(frozenly(anySpec), (podSpec) => {
        const daemonSet = aDaemonSet({ podSpec })
        const answer = simplifyDaemonSet(daemonSet)
        if (answer.code !== 'Simplified') return
        simpler++
        const after = applyPatch(daemonSet, answer.patch) as DaemonSet
        expect(answer.proof.code).toBe('Proved')
        expect(equivalent(aPolicy(daemonSet), aPolicy(after)).code).toBe('Proved')
        expect(simplifyDaemonSet(after).code).not.toBe('Simplified')
        const [before, now] = [daemonSet, after].map(({ spec }) => spec?.template?.spec ?? {})
        if (!EMPTY.test(exactJson(before))) expect(exactJson(now)).not.toMatch(EMPTY)
        const [old, left] = [before?.tolerations ?? [], now?.tolerations ?? []]
        expect(common(left, old)).toHaveLength(left.length)
        expect(isPartOf(common(left, old), common(old, old))).toBe(true)
        const [{ terms, requirements, values, tolerations }, { before: was }] = [
          answer.after,
          answer,
        ]
        const size = [terms, requirements, values, tolerations]
        const oldSize = [was.terms, was.requirements, was.values, was.tolerations]
        expect(size).not.toEqual(oldSize)
        expect(terms).toBeLessThanOrEqual(was.terms)
        expect(tolerations).toBeLessThanOrEqual(was.tolerations)
      }),
      { numRuns: 500 },
    )
    expect(simpler).toBeGreaterThan(20)
  })

  it('keeps what stays where it is', () => {
    const zone = (value: string) => at('zone', 'In', value)
    const { answer, after } = simplified({
      nodeSelector: { os: 'linux' },
      ...required(
        all(at('disk', 'In', 'ssd'), at('os', 'In', 'linux')),
        all(at('pool', 'NotIn', 'x'), zone('b')),
        all(zone('a'), at('pool', 'NotIn', 'x')),
      ),
    })
    expect(after.affinity?.nodeAffinity).toEqual({
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          all(at('disk', 'In', 'ssd')),
          all(at('pool', 'NotIn', 'x'), at('zone', 'In', 'b', 'a')),
        ],
      },
    })
    expect(answer).toMatchObject({
      before: { terms: 3, requirements: 6, values: 6, tolerations: 0 },
      after: { terms: 2, requirements: 3, values: 4, tolerations: 0 },
      exact: true,
      proof: { code: 'Proved' },
    })
  })

  it('takes out the whole affinity, and what is left empty by that', () => {
    const { after } = simplified({
      ...required(all(at('a', 'NotIn', 'x')), all(at('a', 'NotIn', 'y'))),
      tolerations: [
        { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
      ],
    })
    expect(after).not.toHaveProperty('affinity')
    expect(after).not.toHaveProperty('tolerations')
  })

  it('leaves what else stands in the affinity', () => {
    const preferredDuringSchedulingIgnoredDuringExecution = [
      { weight: 1, preference: all(at('a', 'Exists')) },
    ]
    const { after } = simplified({
      affinity: {
        nodeAffinity: {
          ...required(all(at('a', 'NotIn', 'x')), all(at('a', 'Exists'))).affinity?.nodeAffinity,
          preferredDuringSchedulingIgnoredDuringExecution,
        },
      },
    })
    expect(after.affinity).toEqual({
      nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution },
    })
  })

  it('takes out tolerations that the controller puts there anyway, unless seconds of another one may count then', () => {
    const automatic: readonly Toleration[] = ['not-ready', 'unreachable'].map((taint) => ({
      key: `node.kubernetes.io/${taint}`,
      operator: 'Exists',
      effect: 'NoExecute',
    }))
    expect(simplified({ tolerations: automatic })).toMatchObject({
      answer: { needless: [0, 1].map((i) => [...POD_SPEC, 'tolerations', i]) },
    })
    const limited = [...automatic, { operator: 'Exists', tolerationSeconds: 9 }]
    expect(simplified({ tolerations: limited }).answer).toEqual({ code: 'Simple', exact: true })
  })

  it('leaves how long pods stay as it is', () => {
    fc.assert(
      fc.property(
        fc.array(anyToleration, { maxLength: 5 }),
        fc.constantFrom('not-ready', 'unreachable'),
        (tolerations, taint) => {
          const taints = [{ key: `node.kubernetes.io/${taint}`, effect: 'NoExecute' }]
          const stays = ({ tolerations: given }: PodSpec) =>
            eviction(addDaemonTolerations({ tolerations: given ?? [] }), taints)
          expect(stays(simplified({ tolerations }).after)).toEqual(stays({ tolerations }))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('tells the label metadata.name from the name of the node', () => {
    const { after } = simplified(
      required(all(at('metadata.name', 'In', 'a')), all(at('metadata.name', 'In', 'b'))),
    )
    expect(after.affinity?.nodeAffinity).toEqual({
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [all(at('metadata.name', 'In', 'a', 'b'))],
      },
    })
  })

  it('says that nothing is simpler, or that nothing is selected', () => {
    expect(simplified(required(all(at('a', 'Exists')))).answer).toEqual({
      code: 'Simple',
      exact: true,
    })
    expect(simplified(required(all(at('a', 'Exists'), at('a', 'DoesNotExist')))).answer).toEqual({
      code: 'Unsatisfiable',
    })
  })
})
