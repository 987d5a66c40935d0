import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyLabels, anyPodSpec, anyTaint } from 'podfit/arbitraries'
import { assumingLabels } from '../../src/pools/decideTemplate.js'
import { decide } from '../../src/placement/decide.js'
import { anyKey } from '../../src/testing/vocabulary.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const ORDER = ['run', 'stay', 'leave']

describe('assumingLabels', () => {
  it('encloses the decision for every value that the labels may have', () => {
    fc.assert(
      fc.property(
        frozenly(
          fc.record({
            spec: anyPodSpec,
            kind: fc.constantFrom('DaemonSet', 'Deployment'),
            keys: fc.uniqueArray(anyKey, { maxLength: 3 }),
            labels: anyLabels,
            taints: fc.array(anyTaint, { maxLength: 3 }),
          }),
        ),
        ({ spec, kind, keys, labels, taints }) => {
          const policy = aPolicy({ kind, spec: { template: { spec } } })
          const rest = Object.fromEntries(
            Object.entries(labels).filter(([key]) => !keys.includes(key)),
          )
          const node = { metadata: { name: 'n1', labels: rest }, spec: { taints } }
          const open = new Set(keys)
          const best = ORDER.indexOf(decide(assumingLabels(policy, open, true), node))
          const worst = ORDER.indexOf(decide(assumingLabels(policy, open, false), node))
          const actual = ORDER.indexOf(
            decide(policy, { ...node, metadata: { name: 'n1', labels } }),
          )
          expect(best).toBeLessThanOrEqual(actual)
          expect(actual).toBeLessThanOrEqual(worst)
        },
      ),
    )
  })

  it('takes both parts of a selection, and leaves other labels alone', () => {
    const policy = aPolicy({
      kind: 'DaemonSet',
      spec: {
        template: {
          spec: {
            nodeSelector: { zone: 'a', os: 'linux' },
            affinity: {
              nodeAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: {
                  nodeSelectorTerms: [
                    { matchExpressions: [{ key: 'zone', operator: 'DoesNotExist' }] },
                  ],
                },
              },
            },
          },
        },
      },
    })
    const node = { metadata: { name: 'n1', labels: { os: 'linux' } } }
    const open = new Set(['zone'])
    expect(decide(assumingLabels(policy, open, true), node)).toBe('run')
    expect(decide(assumingLabels(policy, open, false), node)).toBe('leave')
    expect(decide(assumingLabels(policy, open, true), { metadata: { name: 'n1' } })).toBe('leave')
  })
})
