import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyPodSpec, anyUpdateStrategy } from 'podfit/arbitraries'
import { defaultDaemonSet } from '../../src/api/defaults.js'
import { validateDaemonSet } from '../../src/api/validateDaemonSet.js'
import { formatFieldPath } from '../../src/data/fieldPath.js'
import type { DaemonSet, DaemonSetUpdateStrategy } from '../../src/kube/daemonSet.js'
import { compact, sometimes } from '../../src/testing/vocabulary.js'
import { frozenly } from '../support/frozen.js'

const anyDaemonSet: fc.Arbitrary<DaemonSet> = fc
  .record({
    spec: sometimes(
      fc
        .record({
          updateStrategy: sometimes(anyUpdateStrategy),
          revisionHistoryLimit: sometimes(fc.integer({ min: -1, max: 3 })),
          template: sometimes(fc.record({ spec: sometimes(anyPodSpec) }).map(compact)),
        })
        .map(compact),
    ),
  })
  .map(compact)

describe('defaultDaemonSet', () => {
  it.each<[string, DaemonSet]>([
    ['nothing at all', {}],
    ['a spec of null', { spec: null }],
    ['an empty spec', { spec: {} }],
    [
      'a spec of nulls',
      { spec: { template: null, updateStrategy: null, revisionHistoryLimit: null } },
    ],
    [
      'empty text',
      { spec: { updateStrategy: { type: '' }, template: { spec: { restartPolicy: '' } } } },
    ],
    [
      'nulls inside',
      {
        spec: {
          updateStrategy: { type: null, rollingUpdate: null },
          template: { spec: { restartPolicy: null } },
        },
      },
    ],
  ])('fills in everything for %s', (_what, daemonSet) => {
    expect(defaultDaemonSet(daemonSet).spec).toEqual({
      template: { spec: { restartPolicy: 'Always' } },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
      revisionHistoryLimit: 10,
    })
  })

  it.each<[string, DaemonSetUpdateStrategy, DaemonSetUpdateStrategy]>([
    [
      'only maxSurge, which ends up with both',
      { rollingUpdate: { maxSurge: 1 } },
      { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 1 } },
    ],
    [
      'only maxUnavailable',
      { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%', maxSurge: null } },
      { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%', maxSurge: 0 } },
    ],
    [
      'zeros, which are said',
      { rollingUpdate: { maxUnavailable: 0, maxSurge: 0 } },
      { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 0 } },
    ],
    ['OnDelete', { type: 'OnDelete' }, { type: 'OnDelete' }],
    [
      'OnDelete with a budget, which stays',
      { type: 'OnDelete', rollingUpdate: { maxSurge: '101%' } },
      { type: 'OnDelete', rollingUpdate: { maxSurge: '101%' } },
    ],
    ['a type that there is not', { type: 'Recreate' }, { type: 'Recreate' }],
  ])('update strategy: %s', (_what, updateStrategy, expected) => {
    expect(defaultDaemonSet({ spec: { updateStrategy } }).spec.updateStrategy).toEqual(expected)
  })

  it('keeps what is set and what it does not know', () => {
    const daemonSet: DaemonSet = {
      metadata: { name: 'agent' },
      spec: {
        selector: { matchLabels: { app: 'agent' } },
        template: { metadata: { labels: { app: 'agent' } }, spec: { restartPolicy: 'Never' } },
        updateStrategy: { type: 'OnDelete' },
        minReadySeconds: 5,
        revisionHistoryLimit: 0,
      },
      status: { observedGeneration: 3 },
    }
    expect(defaultDaemonSet(daemonSet)).toEqual(daemonSet)
  })

  it('adds nothing but a restart policy to a template', () => {
    const template = { metadata: { labels: { a: 'x' } }, spec: { nodeSelector: { b: 'y' } } }
    expect(defaultDaemonSet({ spec: { template } }).spec.template).toEqual({
      ...template,
      spec: { ...template.spec, restartPolicy: 'Always' },
    })
  })

  it('is idempotent', () => {
    fc.assert(
      fc.property(frozenly(anyDaemonSet), (daemonSet) => {
        const once = defaultDaemonSet(daemonSet)
        expect(defaultDaemonSet(once)).toEqual(once)
      }),
    )
  })

  it('leaves no strategy without a type, a rolling one without its budget, a pod without a policy', () => {
    const ours = fc.constantFrom(undefined, null, '', 'RollingUpdate', 'OnDelete')
    fc.assert(
      fc.property(frozenly(fc.tuple(anyDaemonSet, ours)), ([daemonSet, type]) => {
        const updateStrategy = compact({ ...daemonSet.spec?.updateStrategy, type })
        const defaulted = defaultDaemonSet({ spec: { ...daemonSet.spec, updateStrategy } })
        const missing = validateDaemonSet(defaulted)
          .filter(({ code: rule }) => rule === 'Present' || rule === 'Supported')
          .map(({ path: at }) => formatFieldPath(at))
        expect(missing).not.toContain('spec.updateStrategy')
        expect(missing).not.toContain('spec.updateStrategy.rollingUpdate')
        expect(missing).not.toContain('spec.template.spec.restartPolicy')
      }),
    )
  })
})
