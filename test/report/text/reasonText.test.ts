import { describe, expect, it } from 'vitest'
import type { LabelNearMiss, TolerationNearMiss } from '../../../src/reason/nearMiss.js'
import type { NodeAffinityMismatch, Reason, TermMismatch } from '../../../src/reason/reason.js'
import {
  reasonDetails,
  reasonSummary,
  sourceText,
  taintText,
} from '../../../src/report/text/reasonText.js'
import { frozen } from '../../support/frozen.js'

const spec = ['spec', 'template', 'spec']
const terms = [...spec, 'affinity', 'nodeAffinity', 'required', 'nodeSelectorTerms']

const selectorMismatch = (near?: LabelNearMiss, actual?: string): Reason => ({
  code: 'NodeSelectorMismatch',
  path: [...spec, 'nodeSelector', 'example.com/gpu'],
  nodePath: ['metadata', 'labels', 'example.com/gpu'],
  key: 'example.com/gpu',
  expected: 'true',
  ...(actual !== undefined && { actual }),
  ...(near !== undefined && { near }),
  leaves: true,
})

const affinityMismatch = (...mismatches: readonly TermMismatch[]): NodeAffinityMismatch => ({
  code: 'NodeAffinityMismatch',
  path: terms,
  terms: mismatches,
  leaves: true,
})

const untolerated = (near?: TolerationNearMiss): Reason => ({
  code: 'UntoleratedTaint',
  path: [...spec, 'tolerations'],
  nodePath: ['spec', 'taints', 1],
  taint: { key: 'gpu', value: 'a100', effect: 'NoSchedule' },
  ...(near !== undefined && { near }),
  leaves: false,
})

const nodeName: Reason = {
  code: 'NodeNameMismatch',
  path: [...spec, 'nodeName'],
  nodePath: ['metadata', 'name'],
  expected: 'n2',
  actual: 'n1',
  leaves: true,
}

const unschedulable: Reason = {
  code: 'NodeUnschedulable',
  path: ['spec', 'tolerations'],
  nodePath: ['spec', 'unschedulable'],
  leaves: false,
}

const unmet = (i: number, parts: object = {}): TermMismatch => ({
  code: 'RequirementsUnmet',
  path: [...terms, i],
  requirements: [
    {
      path: [...terms, i, 'matchExpressions', 0],
      nodePath: ['metadata', 'labels', 'zone'],
      key: 'zone',
      operator: 'In',
      values: ['a', 'b'],
      actual: 'c',
      ...parts,
    },
    {
      path: [...terms, i, 'matchExpressions', 1],
      nodePath: ['metadata', 'labels', 'disk'],
      key: 'disk',
      operator: 'Exists',
      values: [],
    },
  ],
})

const empty: TermMismatch = { code: 'EmptyTerm', path: [...terms, 1] }

const unreadable: TermMismatch = {
  code: 'UnreadableTerm',
  path: [...terms, 2],
  faults: [
    {
      code: 'NotAnInteger',
      path: [...terms, 2, 'matchExpressions', 0, 'values', 0],
      value: 'abc',
    },
  ],
}

describe('taintText', () => {
  it.each([
    ['k', 'v', 'NoSchedule', 'k=v:NoSchedule'],
    ['k', '', 'NoExecute', 'k:NoExecute'],
    ['k', 'v', '', 'k=v'],
    ['k', '', '', 'k'],
    ['', '', 'NoSchedule', ':NoSchedule'],
  ])('key %j, value %j, effect %j', (key, value, effect, expected) => {
    expect(taintText({ key, value, effect })).toBe(expected)
  })
})

describe('sourceText', () => {
  it('formats a path, and names a toleration that nobody wrote', () => {
    expect(sourceText([...spec, 'tolerations', 2])).toBe('spec.template.spec.tolerations[2]')
    expect(sourceText('automatic')).toBe('the automatic toleration')
  })
})

describe('reasonSummary', () => {
  it.each<[string, Reason, string]>([
    ['a node name', nodeName, 'nodeName is n2'],
    ['a node selector', selectorMismatch(), 'nodeSelector requires example.com/gpu=true'],
    ['a cordoned node', unschedulable, 'node is cordoned'],
    ['a taint', untolerated(), 'untolerated taint gpu=a100:NoSchedule'],
    ['no terms', affinityMismatch(), 'node affinity has no terms, so it matches nothing'],
    [
      'terms of every kind',
      affinityMismatch(unmet(0), empty, unreadable),
      'node affinity requires zone In (a, b) and disk Exists or (an empty term, which matches nothing) or (a term that cannot be read)',
    ],
  ])('of %s', (_case, reason, expected) => {
    expect(reasonSummary(frozen(reason))).toBe(expected)
  })

  it('says the same of nodes with different values', () => {
    expect(reasonSummary(selectorMismatch(undefined, 'false'))).toBe(
      reasonSummary(selectorMismatch()),
    )
  })
})

describe('reasonDetails', () => {
  const required = 'spec.template.spec.affinity.nodeAffinity.required.nodeSelectorTerms'
  const gpu = 'spec.template.spec.nodeSelector["example.com/gpu"]'

  it.each<[string, Reason, readonly string[]]>([
    ['a node name', nodeName, ['spec.template.spec.nodeName names n2; the node is n1']],
    ['a label that is absent', selectorMismatch(), [`${gpu}: the node has no example.com/gpu`]],
    [
      'a label with an empty value',
      selectorMismatch(undefined, ''),
      [`${gpu}: the node has example.com/gpu=`],
    ],
    [
      'a cordoned node',
      unschedulable,
      ['spec.unschedulable is true and nothing in spec.tolerations tolerates it'],
    ],
    [
      'a taint',
      untolerated(),
      ['spec.taints[1]; nothing in spec.template.spec.tolerations tolerates it'],
    ],
    ['no terms', affinityMismatch(), [`${required} has no terms`]],
    [
      'terms of every kind',
      affinityMismatch(unmet(0), empty, unreadable),
      [
        `${required}[0].matchExpressions[0]: zone In (a, b); the node has zone=c`,
        `${required}[0].matchExpressions[1]: disk Exists; the node has no disk`,
        `${required}[1] is empty and matches nothing`,
        `${required}[2] cannot be read: nodeSelectorTerms[2].matchExpressions[0].values[0]: Invalid value: "abc": for 'Gt', 'Lt' operators, the value must be an integer`,
      ],
    ],
  ])('of %s', (_case, reason, expected) => {
    expect(reasonDetails(frozen(reason))).toEqual(expected)
  })

  it.each<[LabelNearMiss, string]>([
    [{ code: 'ValueCase', wanted: 'true' }, 'near miss: wanted is "true", only the case differs'],
    [{ code: 'SimilarValue', wanted: 'a "b"' }, String.raw`near miss: wanted is "a \"b\""`],
    [
      { code: 'SimilarKey', key: 'example.com/gpus', value: 'true' },
      'near miss: the node has example.com/gpus=true',
    ],
    [
      { code: 'NotAnInteger' },
      'near miss: the value is not an integer, so Gt and Lt never match it',
    ],
  ])('hints at a label that nearly fits: %j', (near, expected) => {
    expect(reasonDetails(selectorMismatch(near, 'True'))).toEqual([
      `${gpu}: the node has example.com/gpu=True`,
      expected,
    ])
    expect(reasonDetails(affinityMismatch(unmet(0, { near })))[1]).toBe(expected)
  })

  it.each<[TolerationNearMiss['code'], string]>([
    ['OtherEffect', 'has the key, but another effect'],
    ['OtherValue', 'has the key, but another value'],
    ['UnknownOperator', 'has the key, but an operator that does not exist'],
    [
      'ComparisonDisabled',
      'compares numbers, for which the feature gate TaintTolerationComparisonOperators is off',
    ],
    ['ComparisonFailed', 'compares numbers, and the comparison is false'],
    ['SimilarKey', 'has a similar key'],
  ])('hints at a toleration that nearly fits: %s', (hint, expected) => {
    const [, line] = reasonDetails(untolerated({ code: hint, path: [...spec, 'tolerations', 0] }))
    expect(line).toBe(`near miss: spec.template.spec.tolerations[0] ${expected}`)
  })

  it('hints at an automatic toleration', () => {
    const [, line] = reasonDetails(untolerated({ code: 'OtherEffect', path: 'automatic' }))
    expect(line).toBe('near miss: the automatic toleration has the key, but another effect')
  })
})
