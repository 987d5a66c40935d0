import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyPodSpec } from 'podfit/arbitraries'
import { defaultDaemonSet } from '../../src/api/defaults.js'
import { validateDaemonSet } from '../../src/api/validateDaemonSet.js'
import type { DaemonSet, DaemonSetSpec } from '../../src/kube/daemonSet.js'
import type { LabelSelector } from '../../src/kube/labelSelector.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { newestSemantics, type Semantics } from '../../src/kube/semantics.js'
import type { FieldError } from '../../src/reason/fieldError.js'
import { frozenly } from '../support/frozen.js'

const labels = { a: 'b' }

/** A DaemonSet that is fine, but for what a test sets. */
const sound = (spec: DaemonSetSpec = {}, podSpec: PodSpec = {}): DaemonSet => ({
  metadata: { name: 'abc', namespace: 'default', generation: 1 },
  spec: {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { restartPolicy: 'Always', ...podSpec } },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
    ...spec,
  },
})

const ofPodSpec = (podSpec: PodSpec) => validateDaemonSet(sound({}, podSpec))

const requires = (key: string, operator: string, values: readonly string[]): PodSpec => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key, operator, values }] }],
      },
    },
  },
})

const podAt = (...rest: readonly (string | number)[]) => ['spec', 'template', 'spec', ...rest]
const labelsAt = ['spec', 'template', 'metadata', 'labels']

const mismatch = (value: object | null): FieldError => ({
  type: 'Invalid',
  path: labelsAt,
  code: 'SelectorMatchesTemplate',
  value,
})

const emptySelector: FieldError = {
  type: 'Invalid',
  path: ['spec', 'selector'],
  code: 'DaemonSetSelectorNotEmpty',
  value: {},
}

const restartPolicy = (value: string): FieldError => ({
  type: 'Unsupported',
  path: podAt('restartPolicy'),
  code: 'Supported',
  value,
  supported: ['Always'],
})

describe('validateDaemonSet', () => {
  it('V-07: accepts a DaemonSet that is fine', () => {
    expect(validateDaemonSet(sound())).toEqual([])
  })

  it.each<[string, DaemonSet, readonly FieldError[]]>([
    ['no selector', sound({ selector: null }), [mismatch(labels)]],
    ['an empty selector', sound({ selector: {} }), [emptySelector]],
    [
      'an empty selector of nulls',
      sound({ selector: { matchLabels: null, matchExpressions: null } }),
      [emptySelector],
    ],
    [
      'a selector that does not match',
      sound({ selector: { matchLabels: { a: 'c' } } }),
      [mismatch(labels)],
    ],
    [
      'an empty template',
      sound({ template: {} }),
      [
        mismatch(null),
        { type: 'Required', path: podAt('restartPolicy'), code: 'Present' },
        restartPolicy(''),
      ],
    ],
    [
      'the restart policy OnFailure',
      sound({}, { restartPolicy: 'OnFailure' }),
      [restartPolicy('OnFailure')],
    ],
    ['the restart policy Never', sound({}, { restartPolicy: 'Never' }), [restartPolicy('Never')]],
  ])('V-07: refuses %s', (_row, daemonSet, expected) => {
    expect(validateDaemonSet(daemonSet)).toEqual(expected)
  })

  it.each([
    ['nothing', {}],
    ['null', { spec: null }],
    ['nulls', { spec: { selector: null, template: null, updateStrategy: null } }],
    ['nulls inside', { spec: { template: { metadata: { labels: null }, spec: null } } }],
  ])('refuses a spec of %s', (_what, daemonSet) => {
    expect(
      validateDaemonSet(daemonSet).map(({ path: at, code: rule }) => [at.at(-1), rule]),
    ).toEqual([
      ['labels', 'SelectorMatchesTemplate'],
      ['restartPolicy', 'Present'],
      ['restartPolicy', 'Supported'],
      ['updateStrategy', 'Supported'],
    ])
  })

  it('lists the policies that there are for one that is not among them', () => {
    expect(ofPodSpec({ restartPolicy: 'always' })).toEqual([
      { ...restartPolicy('always'), supported: ['Always', 'OnFailure', 'Never'] },
      restartPolicy('always'),
    ])
  })

  it('shows the labels that a selector misses in the order of their keys', () => {
    const template = { metadata: { labels: { z: '1', a: '2' } }, spec: { restartPolicy: 'Always' } }
    const [error] = validateDaemonSet(sound({ template }))
    expect(JSON.stringify(error?.value)).toBe('{"a":"2","z":"1"}')
  })

  it.each<[string, LabelSelector, readonly Partial<FieldError>[]]>([
    [
      'that cannot be read',
      { matchLabels: { a: 'b!' } },
      [{ path: ['spec', 'selector', 'matchLabels'], code: 'ValueFormat', value: 'b!' }],
    ],
    [
      'with an operator of node selectors',
      { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] },
      [{ path: ['spec', 'selector', 'matchExpressions', 0, 'operator'], code: 'SelectorOperator' }],
    ],
    [
      'with values that Exists does not take',
      { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] },
      [{ type: 'Forbidden', path: ['spec', 'selector', 'matchExpressions', 0, 'values'] }],
    ],
  ])('tells no mismatch of a selector %s', (_what, selector, expected) => {
    expect(validateDaemonSet(sound({ selector }))).toMatchObject(expected)
  })

  it.each(['minReadySeconds', 'revisionHistoryLimit'])('%s is not negative', (name) => {
    expect(validateDaemonSet(sound({ [name]: 0 }))).toEqual([])
    expect(validateDaemonSet(sound({ [name]: null }))).toEqual([])
    expect(validateDaemonSet(sound({ [name]: -1 }))).toEqual([
      { type: 'Invalid', path: ['spec', name], code: 'NotNegative', value: -1 },
    ])
  })

  it('tells each error once, however many labels are wrong in its way', () => {
    const long = 'v'.repeat(64)
    const daemonSet = sound({ selector: { matchLabels: { a: long, b: long, c: `${long}w` } } })
    expect(validateDaemonSet(daemonSet).map(({ value }) => value)).toEqual([long, `${long}w`])
  })

  it('refuses labels of the template that are none, at the path that the server names', () => {
    const template = {
      metadata: { labels: { ...labels, version: 'v1+build' } },
      spec: { restartPolicy: 'Always' },
    }
    expect(validateDaemonSet(sound({ template }))).toEqual([
      {
        type: 'Invalid',
        path: ['spec', 'template', 'labels'],
        code: 'ValueFormat',
        value: 'v1+build',
      },
    ])
  })

  it.each<[string, string, boolean, string | number | undefined]>([
    ['a new object: one that is not positive becomes 1', '-5', false, undefined],
    ['an update: the stored one stands', '-5', true, -5],
    ['an update: one of int64', '-9223372036854775808', true, '-9223372036854775808'],
    ['an update: one that is fine', '5', true, undefined],
  ])('does not take a negative template generation; %s', (_what, text, isUpdate, value) => {
    const annotations = { 'deprecated.daemonset.template.generation': text }
    const daemonSet = { ...sound(), metadata: { annotations } }
    const error = {
      type: 'Invalid',
      path: ['spec', 'templateGeneration'],
      code: 'NotNegative',
      value,
    }
    expect(validateDaemonSet(daemonSet, { old: isUpdate ? daemonSet : undefined })).toEqual(
      value === undefined ? [] : [error],
    )
  })

  it('does not look at the template generation that an update sends', () => {
    const annotations = { 'deprecated.daemonset.template.generation': '-1' }
    const daemonSet = { ...sound(), metadata: { annotations } }
    expect(validateDaemonSet(daemonSet, { old: sound() })).toEqual([])
  })

  it('counts the template generation on before it looks at it', () => {
    const annotations = { 'deprecated.daemonset.template.generation': '-1' }
    const old = { ...sound(), metadata: { annotations } }
    expect(validateDaemonSet(sound(), { old })).toMatchObject([{ code: 'NotNegative', value: -1 }])
    expect(validateDaemonSet(sound({}, { hostNetwork: true }), { old })).toEqual([])
  })

  it.each<[keyof Semantics, DaemonSet]>([
    [
      'selectorValuesChecked',
      sound({
        selector: {
          ...sound().spec?.selector,
          matchExpressions: [{ key: 'x', operator: 'NotIn', values: ['!'] }],
        },
      }),
    ],
    ['nodeAffinityValuesChecked', sound({}, requires('a', 'In', ['x!']))],
  ])('checks values as the release does: %s', (name, daemonSet) => {
    const semantics = { ...newestSemantics, [name]: false }
    expect(validateDaemonSet(daemonSet)).toMatchObject([{ code: 'ValueFormat' }])
    expect(validateDaemonSet(daemonSet, { semantics })).toEqual([])
  })

  it('tells everything at once', () => {
    const daemonSet = sound(
      {
        selector: { matchLabels: { a: 'c' } },
        minReadySeconds: -1,
        updateStrategy: { type: 'Recreate' },
        revisionHistoryLimit: -1,
      },
      {
        restartPolicy: 'Never',
        nodeSelector: { 'k!': '' },
        ...requires('k!', 'Exists', []),
        nodeName: 'N1',
        tolerations: [{}],
        activeDeadlineSeconds: 5,
      },
    )
    expect(new Set(validateDaemonSet(daemonSet).map(({ path: at }) => at.at(-1)))).toEqual(
      new Set([
        'labels',
        'restartPolicy',
        'nodeSelector',
        'key',
        'nodeName',
        'operator',
        'activeDeadlineSeconds',
        'minReadySeconds',
        'updateStrategy',
        'revisionHistoryLimit',
      ]),
    )
  })

  it('accepts comparing tolerations where the cluster has them', () => {
    const daemonSet = sound({}, { tolerations: [{ key: 'k', operator: 'Gt', value: '5' }] })
    const comparing = { ...newestSemantics, tolerationComparison: true }
    expect(validateDaemonSet(daemonSet, { semantics: comparing })).toEqual([])
    expect(validateDaemonSet(daemonSet)).toMatchObject([{ type: 'Unsupported', value: 'Gt' }])
  })
})

describe('validateDaemonSet, of an update', () => {
  const other = {
    template: { metadata: { labels: { a: 'b', c: 'd' } }, spec: { restartPolicy: 'Always' } },
  }

  it.each<[string, DaemonSet]>([
    ['no change', sound()],
    ['another template', sound(other)],
    ['another strategy', sound({ updateStrategy: { type: 'OnDelete' } })],
    [
      'the same selector in other words',
      sound({ selector: { matchExpressions: [], matchLabels: { a: 'b' } } }),
    ],
  ])('V-05: accepts %s', (_row, daemonSet) => {
    expect(validateDaemonSet(daemonSet, { old: sound() })).toEqual([])
  })

  it('refuses another selector, which the strategy checks before everything else', () => {
    const selector = { matchLabels: { a: 'c' } }
    expect(validateDaemonSet(sound({ selector }), { old: sound() })).toEqual([
      { type: 'Invalid', path: ['spec', 'selector'], code: 'Immutable', value: selector },
      mismatch(labels),
    ])
  })

  it.each<[string, LabelSelector | null | undefined, LabelSelector | null | undefined, boolean]>([
    ['none stays none', null, undefined, false],
    ['an empty one stays empty', {}, { matchLabels: {}, matchExpressions: [] }, false],
    ['none becomes an empty one', {}, null, true],
    ['an empty one becomes none', null, {}, true],
    [
      'a requirement stays without key and operator',
      { matchExpressions: [{ key: '', operator: '', values: [] }] },
      { matchExpressions: [{ operator: null }] },
      false,
    ],
    [
      'values in another order',
      { matchExpressions: [{ key: 'a', operator: 'In', values: ['b', 'c'] }] },
      { matchExpressions: [{ key: 'a', operator: 'In', values: ['c', 'b'] }] },
      true,
    ],
  ])('a selector changes or does not: %s', (_what, selector, old, changes) => {
    const rules = validateDaemonSet(sound({ selector }), { old: sound({ selector: old }) }).map(
      ({ code: rule }) => rule,
    )
    expect(rules.includes('Immutable')).toBe(changes)
  })

  it('shows a selector that was dropped as null', () => {
    expect(validateDaemonSet(sound({ selector: undefined }), { old: sound() })).toContainEqual({
      type: 'Invalid',
      path: ['spec', 'selector'],
      code: 'Immutable',
      value: null,
    })
  })

  it.each<[string, DaemonSet, readonly object[]]>([
    ['an invalid pod', sound({}, { restartPolicy: 'OnFailure' }), [restartPolicy('OnFailure')]],
    [
      'an unknown strategy',
      sound({ updateStrategy: { type: 'Random' } }),
      [{ type: 'Unsupported', path: ['spec', 'updateStrategy'] }],
    ],
  ])('V-06: refuses %s', (_row, daemonSet, expected) => {
    expect(validateDaemonSet(daemonSet, { old: sound() })).toMatchObject(expected)
  })

  it('lets comparing tolerations stay where there were some', () => {
    const comparing = (operator: string) =>
      sound({}, { tolerations: [{ key: 'k' }, { key: 'k', operator, value: '5' }] })
    expect(validateDaemonSet(comparing('Gt'), { old: comparing('Lt') })).toEqual([])
    expect(validateDaemonSet(comparing('Lt'), { old: comparing('Gt') })).toEqual([])
    const refused = [{ type: 'Unsupported', value: 'Gt' }]
    expect(validateDaemonSet(comparing('Gt'), { old: comparing('Equal') })).toMatchObject(refused)
    const semantics = { ...newestSemantics, comparingTolerationsStay: false }
    expect(validateDaemonSet(comparing('Gt'), { old: comparing('Gt'), semantics })).toMatchObject(
      refused,
    )
  })

  it('lets values of node affinity stay wrong where they were', () => {
    const affine = (value: string) => sound({}, requires('k', 'In', [value]))
    expect(validateDaemonSet(affine('x!'), { old: affine('y!') })).toEqual([])
    expect(validateDaemonSet(affine('x!'), { old: affine('y') })).toMatchObject([
      { code: 'ValueFormat', value: 'x!' },
    ])
  })

  const wrongValue = { matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['b!'] }] }

  it('lets values of the selector stay wrong where they were', () => {
    const daemonSet = sound({ selector: wrongValue })
    expect(validateDaemonSet(daemonSet, { old: daemonSet })).toEqual([])
    expect(validateDaemonSet(daemonSet, { old: sound() }).map(({ code: rule }) => rule)).toEqual([
      'Immutable',
      'ValueFormat',
    ])
  })

  it('refuses of an update nothing that it does not refuse of a new object, the selector staying', () => {
    const comparing = { ...newestSemantics, tolerationComparison: true }
    const anyDaemonSet = anyPodSpec.map((spec) =>
      defaultDaemonSet(sound({ template: { metadata: { labels }, spec } })),
    )
    fc.assert(
      fc.property(frozenly(anyDaemonSet), frozenly(anyDaemonSet), (daemonSet, old) => {
        const created = validateDaemonSet(daemonSet, { semantics: comparing })
        const updated = validateDaemonSet(daemonSet, { old, semantics: comparing })
        expect(created).toEqual(expect.arrayContaining([...updated]))
      }),
    )
  })
})
