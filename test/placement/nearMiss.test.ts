import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyTaint, anyToleration } from 'podfit/arbitraries'
import type { StringMap } from '../../src/kube/objectMeta.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import type { Toleration } from '../../src/kube/toleration.js'
import { labelNearMiss, tolerationNearMiss } from '../../src/placement/nearMiss.js'
import { readToleration } from '../../src/taint/readToleration.js'
import { tolerates } from '../../src/taint/tolerates.js'
import { aTaint } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'

const read = (tolerations: readonly Toleration[]) =>
  tolerations.map((toleration, i) => readToleration(toleration, ['tolerations', i]))

describe('labelNearMiss', () => {
  it.each([
    ['a value in other case', ['SSD'], 'ssd', { code: 'ValueCase', wanted: 'SSD' }],
    ['a short value in other case', ['Y'], 'y', { code: 'ValueCase', wanted: 'Y' }],
    ['a letter too many', ['nvme'], 'nvmee', { code: 'SimilarValue', wanted: 'nvme' }],
    ['a letter too few', ['eu-west-1'], 'eu-west1', { code: 'SimilarValue', wanted: 'eu-west-1' }],
    ['another letter', ['linux'], 'linus', { code: 'SimilarValue', wanted: 'linux' }],
    ['two letters swapped', ['linux'], 'linxu', { code: 'SimilarValue', wanted: 'linux' }],
    [
      'case before similarity, whatever is listed first',
      ['linux', 'LINUS'],
      'linus',
      { code: 'ValueCase', wanted: 'LINUS' },
    ],
    [
      'the first of several that are similar',
      ['node-1', 'node-2'],
      'node-3',
      { code: 'SimilarValue', wanted: 'node-1' },
    ],
  ])('In: %s', (_what, wanted, actual, expected) => {
    expect(labelNearMiss('disk', 'In', wanted, actual, { disk: actual })).toEqual(expected)
  })

  it.each([
    ['two edits away', 'In', ['linux'], 'lunix-'],
    ['one edit away from a short word', 'In', ['ssd'], 'ssb'],
    ['an empty value', 'In', ['true'], ''],
    ['a label that is not to be there', 'DoesNotExist', [], 'x'],
    ['a label that is to be another one', 'NotIn', ['linux', 'Linux'], 'linux'],
    ['a number on the wrong side', 'Gt', ['5'], '5'],
    ['a number with a sign and zeros', 'Lt', ['5'], '+0009'],
  ])('no hint for %s', (_what, operator, wanted, actual) => {
    const labels = { disk: actual, disks: 'linux' }
    expect(labelNearMiss('disk', operator, wanted, actual, labels)).toBeUndefined()
  })

  it.each([
    ['Gt', '5.0'],
    ['Gt', ''],
    ['Lt', '1_000'],
    ['Lt', '9223372036854775808'],
  ])('%s met %j, which is no integer', (operator, actual) => {
    expect(labelNearMiss('cpus', operator, ['5'], actual, { cpus: actual })).toEqual({
      code: 'NotAnInteger',
    })
  })

  it.each(['In', 'Exists', 'Gt', 'Lt'])('%s of a key that is misspelt on the node', (operator) => {
    const labels = { other: '1', 'example.com/GPU': '2', 'example.com/gpus': '3' }
    expect(labelNearMiss('example.com/gpu', operator, ['5'], undefined, labels)).toEqual({
      code: 'SimilarKey',
      key: 'example.com/GPU',
      value: '2',
    })
  })

  it.each<[string, string, StringMap | null | undefined]>([
    ['nothing like it', 'disk', { zone: 'a' }],
    ['a short key', 'gpu', { cpu: '4' }],
    ['no labels', 'disk', {}],
    ['labels of null', 'disk', null],
    ['absent labels', 'disk', undefined],
    ['an inherited property', 'toStrin', {}],
  ])('no hint for a key among %s', (_what, key, labels) => {
    expect(labelNearMiss(key, 'In', ['x'], undefined, labels)).toBeUndefined()
  })

  it('no hint where the key is not to be there and is not', () => {
    expect(labelNearMiss('disk', 'DoesNotExist', [], undefined, { disks: 'x' })).toBeUndefined()
  })

  it('takes a value of null for empty text', () => {
    const labels = JSON.parse('{"disks":null}') as StringMap
    expect(labelNearMiss('disk', 'Exists', [], undefined, labels)).toMatchObject({ value: '' })
  })

  it('knows a key named __proto__', () => {
    const labels = JSON.parse('{"__proto__":"x"}') as StringMap
    expect(labelNearMiss('__proto_', 'Exists', [], undefined, labels)).toEqual({
      code: 'SimilarKey',
      key: '__proto__',
      value: 'x',
    })
  })
})

describe('tolerationNearMiss', () => {
  const near = (taint: string, ...tolerations: readonly Toleration[]) =>
    tolerationNearMiss(aTaint(taint), read(tolerations), newestSemantics)

  it.each<[string, string, Toleration, string]>([
    [
      'another effect',
      'gpu:NoExecute',
      { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' },
      'OtherEffect',
    ],
    [
      'another effect, the value being equal',
      'gpu=a100:NoExecute',
      { key: 'gpu', value: 'a100', effect: 'NoSchedule' },
      'OtherEffect',
    ],
    [
      'another effect, no value on either side',
      'gpu:NoExecute',
      { key: 'gpu', effect: 'NoSchedule' },
      'OtherEffect',
    ],
    ['another value', 'gpu=a100:NoSchedule', { key: 'gpu', value: 'h100' }, 'OtherValue'],
    ['no value', 'gpu=a100:NoSchedule', { key: 'gpu' }, 'OtherValue'],
    [
      'another value and another effect',
      'gpu=a100:NoSchedule',
      { key: 'gpu', operator: 'Equal', value: 'h100', effect: 'NoExecute' },
      'OtherValue',
    ],
    [
      'an operator in lower case',
      'gpu:NoSchedule',
      { key: 'gpu', operator: 'exists' },
      'UnknownOperator',
    ],
    [
      'an operator of selectors',
      'gpu:NoSchedule',
      { key: 'gpu', operator: 'In' },
      'UnknownOperator',
    ],
    [
      'a comparison that the cluster does not have',
      'sla=6:NoSchedule',
      { key: 'sla', operator: 'Gt', value: '5' },
      'ComparisonDisabled',
    ],
    [
      'a key in other case',
      'dedicated:NoSchedule',
      { key: 'Dedicated', operator: 'Exists' },
      'SimilarKey',
    ],
    [
      'a key with a letter too many',
      'dedicated:NoSchedule',
      { key: 'dedicateds', operator: 'Exists' },
      'SimilarKey',
    ],
  ])('%s', (_what, taint, toleration, hint) => {
    expect(near(taint, { key: 'far' }, toleration)).toEqual({
      code: hint,
      path: ['tolerations', 1],
    })
  })

  it.each([
    ['does not hold', 'Gt', '5', '5'],
    ['has an unreadable bound', 'Lt', '1e3', '5'],
  ])('a comparison that %s, where the cluster has them', (_what, operator, value, tainted) => {
    const comparing = { ...newestSemantics, tolerationComparison: true }
    const tolerations = read([{ key: 'sla', operator, value }])
    expect(tolerationNearMiss(aTaint(`sla=${tainted}:NoSchedule`), tolerations, comparing)).toEqual(
      {
        code: 'ComparisonFailed',
        path: ['tolerations', 0],
      },
    )
  })

  it.each<[string, string, Toleration]>([
    ['another key', 'gpu:NoSchedule', { key: 'disk', operator: 'Exists' }],
    ['a short key one edit away', 'gpu:NoSchedule', { key: 'cpu', operator: 'Exists' }],
    ['no key', 'gpu=x:NoSchedule', { operator: 'Equal', value: 'y' }],
    ['no key, of another effect', 'gpu:NoSchedule', { operator: 'Exists', effect: 'NoExecute' }],
    ['no key, and a taint without one', '=x:NoSchedule', { value: 'y' }],
  ])('no hint for a toleration with %s', (_what, taint, toleration) => {
    expect(near(taint, toleration)).toBeUndefined()
  })

  it('no hint without tolerations, nor for a taint of nulls', () => {
    expect(near('gpu:NoSchedule')).toBeUndefined()
    const nothing = { key: null, value: null, effect: null }
    expect(tolerationNearMiss(nothing, read([{ value: 'x' }]), newestSemantics)).toBeUndefined()
  })

  it('prefers another effect to another value, and that to a similar key', () => {
    const similar = { key: 'gpus', operator: 'Exists' }
    const otherValue = { key: 'gpu', value: 'h100' }
    const otherEffect = { key: 'gpu', operator: 'Exists', effect: 'NoExecute' }
    const taint = 'gpu=a100:NoSchedule'
    expect(near(taint, similar, otherValue, otherEffect)).toEqual({
      code: 'OtherEffect',
      path: ['tolerations', 2],
    })
    expect(near(taint, similar, otherValue)).toEqual({
      code: 'OtherValue',
      path: ['tolerations', 1],
    })
    expect(near(taint, similar)).toEqual({ code: 'SimilarKey', path: ['tolerations', 0] })
  })

  it('names the first of several that are equally near', () => {
    expect(
      near('gpu=a:NoSchedule', { key: 'gpu', value: 'b' }, { key: 'gpu', value: 'c' }),
    ).toEqual({
      code: 'OtherValue',
      path: ['tolerations', 0],
    })
  })

  it('points at a toleration that would tolerate the taint with the effect that OtherEffect names', () => {
    const many = fc.array(anyToleration, { maxLength: 4 })
    fc.assert(
      fc.property(frozenly(many), frozenly(anyTaint), (tolerations, taint) => {
        const found = tolerationNearMiss(taint, read(tolerations), newestSemantics)
        if (found?.code !== 'OtherEffect') return
        const toleration = tolerations[Number(found.path[1])]
        expect(tolerates({ ...toleration, effect: taint.effect }, taint)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a key that Kubernetes has renamed', () => {
  const [master, now] = ['node-role.kubernetes.io/master', 'node-role.kubernetes.io/control-plane']

  it('is a near miss of a toleration', () => {
    const toleration = readToleration({ key: master, operator: 'Exists' }, ['t'])
    expect(
      tolerationNearMiss({ key: now, effect: 'NoSchedule' }, [toleration], newestSemantics),
    ).toEqual({
      code: 'RenamedKey',
      path: ['t'],
    })
    expect(
      tolerationNearMiss(
        { key: master, effect: 'NoSchedule' },
        [readToleration({ key: now }, ['t'])],
        newestSemantics,
      ),
    ).toBeUndefined()
  })

  it('is a near miss of a label', () => {
    expect(labelNearMiss(master, 'In', [''], undefined, { [now]: '' })).toEqual({
      code: 'RenamedKey',
      key: now,
      value: '',
    })
    expect(labelNearMiss(master, 'In', [''], undefined, {})).toBeUndefined()
  })
})
