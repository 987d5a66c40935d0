import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { plan } from '../../../src/cluster/plan.js'
import type { DaemonSet } from '../../../src/kube/daemonSet.js'
import type { Pod } from '../../../src/kube/pod.js'
import type { SelectorFault } from '../../../src/reason/selectorFault.js'
import {
  aggregate,
  upstreamEvent,
  upstreamLabelSelectorError,
  upstreamScaleError,
  upstreamSelectorError,
  upstreamSyncError,
  upstreamTargetNodeError,
} from '../../../src/report/upstream/upstream.js'
import { compileLabelSelector } from '../../../src/selector/labelSelector.js'
import { matchNodeSelection } from '../../../src/selector/matchNodeSelection.js'
import { preferredScore } from '../../../src/selector/preferredScore.js'
import type { PlannedEvent, SyncFault } from '../../../src/sync/plan.js'
import { scaledValue } from '../../../src/sync/scaledValue.js'
import type { TargetNodeFault } from '../../../src/sync/daemonPods.js'
import { aDaemonSet, aNode, aPodOf } from '../../../src/testing/builders.js'
import { frozen } from '../../support/frozen.js'

const NAME_FORMAT =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
const VALUE_FORMAT =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"

const expression = ['nodeSelectorTerms', 0, 'matchExpressions', 0]

describe('aggregate', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'a'], 'a'],
    [['b', 'a', 'b'], '[b, a]'],
  ])('%j', (texts, expected) => {
    expect(aggregate(texts)).toBe(expected)
  })
})

describe('upstreamSelectorError', () => {
  it('is empty when nothing is wrong', () => {
    expect(upstreamSelectorError([])).toBe('')
  })

  it.each<[SelectorFault, string]>([
    [
      {
        code: 'UnsupportedOperator',
        path: [...expression, 'operator'],
        operator: '<in"',
        supported: ['In', 'NotIn'],
      },
      String.raw`nodeSelectorTerms[0].matchExpressions[0].operator: Unsupported value: "\u003cin\"": supported values: "In", "NotIn"`,
    ],
    [
      { code: 'InvalidKey', path: [...expression, 'key'], key: 'bad key!', faults: ['NameFormat'] },
      `nodeSelectorTerms[0].matchExpressions[0].key: Invalid value: "bad key!": ${NAME_FORMAT}`,
    ],
    [
      {
        code: 'InvalidKey',
        path: ['key'],
        key: '',
        faults: ['NameEmpty', 'NameFormat'],
      },
      `key: Invalid value: "": name part must be non-empty; ${NAME_FORMAT}`,
    ],
    [
      {
        code: 'WrongValueCount',
        path: [...expression, 'values'],
        operator: 'In',
        expected: 'AtLeastOne',
        values: [],
      },
      "nodeSelectorTerms[0].matchExpressions[0].values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty",
    ],
    [
      {
        code: 'WrongValueCount',
        path: ['values'],
        operator: 'In',
        expected: 'AtLeastOne',
        values: null,
      },
      "values: Invalid value: null: for 'in', 'notin' operators, values set can't be empty",
    ],
    [
      {
        code: 'WrongValueCount',
        path: ['values'],
        operator: 'Exists',
        expected: 'None',
        values: ['<a>'],
      },
      String.raw`values: Invalid value: ["\u003ca\u003e"]: values set must be empty for exists and does not exist`,
    ],
    [
      {
        code: 'WrongValueCount',
        path: ['values'],
        operator: 'Gt',
        expected: 'ExactlyOne',
        values: ['1', '2'],
      },
      `values: Invalid value: ["1","2"]: for 'Gt', 'Lt' operators, exactly one value is required`,
    ],
    [
      { code: 'NotAnInteger', path: ['values', 0], value: 'abc' },
      `values[0]: Invalid value: "abc": for 'Gt', 'Lt' operators, the value must be an integer`,
    ],
    [
      {
        code: 'InvalidValue',
        path: [...expression, 'values', 1],
        key: 'zone',
        value: 'c"!',
        faults: ['ValueFormat'],
      },
      String.raw`nodeSelectorTerms[0].matchExpressions[0].values[1][zone]: Invalid value: "c\"!": ` +
        VALUE_FORMAT,
    ],
    [
      {
        code: 'OneElementRequired',
        path: ['nodeSelectorTerms', 0, 'matchFields', 0, 'values'],
        values: ['n1', 'n2'],
      },
      'nodeSelectorTerms[0].matchFields[0].values: Invalid value: ["n1","n2"]: must have one element',
    ],
    [
      { code: 'OneElementRequired', path: ['values'], values: null },
      'values: Invalid value: null: must have one element',
    ],
  ])('%j', (fault, text) => {
    expect(upstreamSelectorError([frozen(fault)])).toBe(text)
  })

  it('starts its paths at the terms, wherever the selector stands', () => {
    const nodeSelectorTerms = [
      { matchExpressions: [{ key: 'zone', operator: '' }] },
      { matchExpressions: [{ key: 'zone', operator: 'In', values: ['b'] }] },
      { matchFields: [{ key: 'x', operator: 'Exists' }] },
    ]
    const { faults } = matchNodeSelection(
      {
        affinity: {
          nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
        },
      },
      aNode('n1', { labels: { zone: 'a' } }),
    )
    expect(upstreamSelectorError(faults)).toBe(
      '[nodeSelectorTerms[0].matchExpressions[0].operator: Unsupported value: "": supported values: "In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt", nodeSelectorTerms[2].matchFields[0].operator: Unsupported value: "Exists": supported values: "In", "NotIn"]',
    )
  })

  it('counts preferred terms by their place', () => {
    const good = { matchExpressions: [{ key: 'zone', operator: 'Exists' }] }
    const bad = { matchFields: [{ key: 'zone', operator: 'x"y', values: ['a'] }] }
    const result = preferredScore(
      [
        { weight: 1, preference: good },
        { weight: 1, preference: bad },
      ],
      aNode('n1'),
    )
    expect(E.isLeft(result) && upstreamSelectorError(result.left)).toBe(
      String.raw`[1].matchFields[0].operator: Unsupported value: "x\"y": supported values: "In", "NotIn"`,
    )
  })
})

describe('upstreamLabelSelectorError', () => {
  const errorOf = (selector: Parameters<typeof compileLabelSelector>[0]): string => {
    const compiled = compileLabelSelector(selector)
    return E.isLeft(compiled) ? upstreamLabelSelectorError(compiled.left) : ''
  }

  it.each<[string, Parameters<typeof compileLabelSelector>[0], string]>([
    [
      '84: Gt',
      { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] },
      '"Gt" is not a valid label selector operator',
    ],
    [
      '84: an operator that needs quoting',
      { matchExpressions: [{ key: 'a', operator: '<"' }] },
      String.raw`"<\"" is not a valid label selector operator`,
    ],
    [
      '85: an invalid value',
      { matchLabels: { x: 'a b' } },
      `values[0][x]: Invalid value: "a b": ${VALUE_FORMAT}`,
    ],
    [
      '85: a key and its value',
      { matchLabels: { 'bad!': 'b!' }, matchExpressions: [{ key: 'a', operator: 'Nope' }] },
      `[key: Invalid value: "bad!": ${NAME_FORMAT}, values[0][bad!]: Invalid value: "b!": ${VALUE_FORMAT}]`,
    ],
    [
      '45: no values',
      { matchExpressions: [{ key: 'a', operator: 'In', values: [] }] },
      "values: Invalid value: null: for 'in', 'notin' operators, values set can't be empty",
    ],
    [
      '46: values where none may be',
      { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['x'] }] },
      'values: Invalid value: ["x"]: values set must be empty for exists and does not exist',
    ],
    ['83: nothing wrong', { matchLabels: { x: 'y' } }, ''],
  ])('trap %s', (_trap, selector, text) => {
    expect(errorOf(frozen(selector))).toBe(text)
  })

  it('is empty without faults', () => {
    expect(upstreamLabelSelectorError([])).toBe('')
  })
})

describe('upstreamTargetNodeError', () => {
  it.each<[TargetNodeFault['code'], string]>([
    [
      'NoRequiredAffinity',
      'no spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution for pod ns/p',
    ],
    [
      'NoTerms',
      'no nodeSelectorTerms in requiredDuringSchedulingIgnoredDuringExecution of pod ns/p',
    ],
    ['NodeNotUnique', "the matchFields value of 'metadata.name' is not unique for pod ns/p"],
    ['NoNodeName', 'no node name found for pod ns/p'],
  ])('%s', (code, text) => {
    expect(upstreamTargetNodeError({ code }, { namespace: 'ns', name: 'p' })).toBe(text)
  })

  it('names a pod without names by its slash', () => {
    const pod = { namespace: '', name: '' }
    expect(upstreamTargetNodeError({ code: 'NoNodeName' }, pod)).toBe(
      'no node name found for pod /',
    )
  })
})

describe('upstreamScaleError', () => {
  it.each([
    [null, 'nil value for IntOrString'],
    ['5', 'invalid value for IntOrString: invalid type: string is not a percentage'],
    [
      'x%',
      'invalid value for IntOrString: invalid value "x%": strconv.Atoi: parsing "x": invalid syntax',
    ],
    [
      '%',
      'invalid value for IntOrString: invalid value "%": strconv.Atoi: parsing "": invalid syntax',
    ],
    [
      '1"%',
      String.raw`invalid value for IntOrString: invalid value "1\"%": strconv.Atoi: parsing "1\"": invalid syntax`,
    ],
    [
      '9223372036854775808%',
      'invalid value for IntOrString: invalid value "9223372036854775808%": strconv.Atoi: parsing "9223372036854775808": value out of range',
    ],
  ])('of %j', (value, text) => {
    const result = scaledValue(value, 10, { roundUp: true })
    expect(E.isLeft(result) && upstreamScaleError(result.left[0])).toBe(text)
  })
})

const NOW = '2026-01-02T00:00:00Z'

const planOf = (daemonSet: DaemonSet, pods: readonly Pod[] = []) =>
  plan({ daemonSet, nodes: [aNode('n1')], pods, revisions: [], now: NOW })

const rolling = (maxUnavailable: number | string, maxSurge: number | string) => ({
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge } },
})

describe('upstreamSyncError', () => {
  it('is empty when the pass succeeds', () => {
    expect(upstreamSyncError(planOf(aDaemonSet()))).toBe('')
  })

  it('is empty when the pass stops without an error', () => {
    expect(upstreamSyncError(planOf(aDaemonSet({ spec: { selector: {} } })))).toBe('')
  })

  it('tells a selector that cannot be read', () => {
    const selector = { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] }
    expect(upstreamSyncError(planOf(aDaemonSet({ spec: { selector } })))).toBe(
      'failed to construct revisions of DaemonSet: "Gt" is not a valid label selector operator',
    )
  })

  it('9.21: tells a namespace that lets no revision in', () => {
    const fault = { code: 'NamespaceTerminating' } as const
    const outcome = { code: 'Failed', step: 'revisions', fault } as const
    expect(upstreamSyncError({ ...planOf(aDaemonSet()), outcome })).toBe(
      'failed to construct revisions of DaemonSet: controllerrevisions.apps "agent-<hash>" is forbidden: unable to create new content in namespace default because it is being terminated',
    )
  })

  it.each([
    [
      'uid',
      { name: 'a"b', uid: '' },
      String.raw`couldn't get node to daemon pod mapping for daemon set "a\"b": no owner uid provided`,
    ],
    [
      'name',
      { name: '' },
      `couldn't get node to daemon pod mapping for daemon set "": no owner name provided`,
    ],
    [
      'namespace',
      { namespace: '' },
      `couldn't get node to daemon pod mapping for daemon set "agent": no owner namespace provided`,
    ],
  ])('tells a DaemonSet without a %s', (_field, metadata, text) => {
    expect(upstreamSyncError(planOf(aDaemonSet({ metadata })))).toBe(text)
  })

  it.each([
    [
      'MaxUnavailable',
      rolling('x%', 0),
      'couldn\'t get unavailable numbers: invalid value for MaxUnavailable: invalid value for IntOrString: invalid value "x%": strconv.Atoi: parsing "x": invalid syntax',
    ],
    [
      'MaxSurge',
      rolling(1, '5'),
      "couldn't get unavailable numbers: invalid value for MaxSurge: invalid value for IntOrString: invalid type: string is not a percentage",
    ],
  ])('tells an invalid %s', (_setting, spec, text) => {
    const daemonSet = aDaemonSet({ spec })
    const pods = [aPodOf(daemonSet, { node: 'n1', hash: 'h' })]
    expect(upstreamSyncError(planOf(daemonSet, pods))).toBe(text)
  })

  it('tells an old pod on a node that does not exist, the first by name', () => {
    const daemonSet = aDaemonSet({ spec: rolling(0, 1) })
    const pods = ['n1', 'gone-b', 'gone-a'].map((node) => aPodOf(daemonSet, { node, hash: 'old' }))
    expect(upstreamSyncError(planOf(daemonSet, pods))).toBe(
      'couldn\'t get node for nodeName "gone-a": node "gone-a" not found',
    )
  })
})

describe('upstreamSyncError of a fault by itself', () => {
  it.each<[string, SyncFault, string]>([
    [
      'an owner that is not identified',
      { code: 'Unidentified', missing: 'uid' },
      'failed to construct revisions of DaemonSet: no owner uid provided',
    ],
    [
      'a node of which nothing is known',
      { code: 'NodeMissing', anyOf: [] },
      'failed to construct revisions of DaemonSet: couldn\'t get node for nodeName "": node "" not found',
    ],
  ])('names the step: %s', (_case, fault, text) => {
    const outcome = { code: 'Failed', step: 'revisions', fault } as const
    expect(upstreamSyncError({ ...planOf(aDaemonSet()), outcome })).toBe(text)
  })
})

describe('upstreamEvent', () => {
  it.each<[PlannedEvent, string]>([
    [
      { code: 'SelectingAll' },
      'Warning SelectingAll This daemon set is selecting all pods. A non-empty selector is required.',
    ],
    [
      { code: 'FailedDaemonPod', anyOf: ['p1', 'p2'], node: 'n1' },
      'Warning FailedDaemonPod Found failed daemon pod ns/p1 on node n1, will try to kill it',
    ],
    [
      { code: 'SucceededDaemonPod', anyOf: ['p1'], node: 'n1' },
      'Normal SucceededDaemonPod Found succeeded daemon pod ns/p1 on node n1, will try to delete it',
    ],
  ])('%j', (event, text) => {
    expect(upstreamEvent(frozen(event), 'ns')).toBe(text)
  })

  it.each<[PlannedEvent, string]>([
    [
      { code: 'FailedDaemonPod', anyOf: [], node: 'n1' },
      'Warning FailedDaemonPod Found failed daemon pod ns/ on node n1, will try to kill it',
    ],
    [
      { code: 'SucceededDaemonPod', anyOf: [], node: 'n1' },
      'Normal SucceededDaemonPod Found succeeded daemon pod ns/ on node n1, will try to delete it',
    ],
  ])('bears with an event about nobody: %j', (event, text) => {
    expect(upstreamEvent(event, 'ns')).toBe(text)
  })
})
