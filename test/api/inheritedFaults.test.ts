import { describe, expect, it } from 'vitest'
import { inheritedFaults } from '../../src/api/inheritedFaults.js'
import type { DaemonSetSpec } from '../../src/kube/daemonSet.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { frozen } from '../support/frozen.js'

const labels = { a: 'b' }
const wrongValue = { matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['b!'] }] }

const of = (podSpec: PodSpec, spec: DaemonSetSpec = {}) =>
  inheritedFaults(frozen({ spec: { template: { spec: podSpec }, ...spec } }))

const nothing = { selectorValues: false, nodeAffinityValues: false, comparingTolerations: false }

describe('inheritedFaults', () => {
  it('are none of a new object, nor of an empty one', () => {
    expect([undefined, null, {}].map(inheritedFaults)).toEqual([nothing, nothing, nothing])
  })

  it.each(['Lt', 'Gt'])('are tolerations that compare with %s', (operator) => {
    const tolerations = [{ key: 'k' }, { key: 'k', operator, value: '5' }]
    expect(of({ tolerations })).toEqual({ ...nothing, comparingTolerations: true })
  })

  it('are values of required node affinity, but not of the preferred one', () => {
    const terms = { nodeSelectorTerms: [wrongValue] }
    const required = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } }
    const term = { weight: 1, preference: wrongValue }
    const preferred = { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [term] } }
    expect(of({ affinity: required })).toEqual({ ...nothing, nodeAffinityValues: true })
    expect(of({ affinity: preferred })).toEqual(nothing)
  })

  it('are values of the selector', () => {
    expect(of({}, { selector: wrongValue })).toEqual({ ...nothing, selectorValues: true })
  })

  it.each<[string, PodSpec['affinity'], boolean]>([
    [
      'a required term',
      {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: wrongValue }],
        },
      },
      true,
    ],
    [
      'a preferred term, of namespaces',
      {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: { namespaceSelector: wrongValue } },
          ],
        },
      },
      true,
    ],
    [
      'a sound one',
      {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { labelSelector: { matchLabels: labels } },
          ],
        },
      },
      false,
    ],
    ['nothing', { podAffinity: {}, podAntiAffinity: null }, false],
    [
      'what is no list, no term and no selector',
      {
        podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} },
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [null, { labelSelector: 'b!' }],
          preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: null }],
        },
      },
      false,
    ],
  ])('are the values of a pod affinity: %s', (_what, affinity, expected) => {
    expect(of({ affinity })).toEqual({ ...nothing, selectorValues: expected })
  })
})
