import { describe, expect, it } from 'vitest'
import { validateNodeSelector } from '../../../src/api/validateNodeSelector.js'
import { validateTolerations } from '../../../src/api/validateTolerations.js'
import type { FieldError } from '../../../src/reason/fieldError.js'
import { newestSemantics } from '../../../src/kube/semantics.js'
import { upstreamFieldError, upstreamPath } from '../../../src/report/upstream/fieldErrorText.js'
import { frozen } from '../../support/frozen.js'

const VALUE_FORMAT =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
const NAME_FORMAT =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

const invalid = (rule: FieldError['code'], at: FieldError['path'], value: unknown): FieldError => ({
  type: 'Invalid',
  code: rule,
  path: at,
  value,
})

const rolling = ['spec', 'updateStrategy', 'rollingUpdate']
const term = ['nodeSelectorTerms', 0]

describe('upstreamPath', () => {
  it.each([
    [[], ''],
    [['spec', 'selector'], 'spec.selector'],
    [
      ['nodeSelectorTerms', 0, 'matchExpressions', 12, 'key'],
      'nodeSelectorTerms[0].matchExpressions[12].key',
    ],
    [[0, 'matchFields', 1], '[0].matchFields[1]'],
    [['metadata', 'taints', 1], 'metadata.taints[1]'],
  ])('prints %j', (path, expected) => {
    expect(upstreamPath(path)).toBe(expected)
  })
})

describe('upstreamFieldError', () => {
  it.each<[FieldError, string]>([
    [
      invalid('Immutable', ['spec', 'selector'], { matchLabels: { app: 'c' } }),
      'spec.selector: Invalid value: {"matchLabels":{"app":"c"}}: field is immutable',
    ],
    [
      invalid('Immutable', ['spec', 'selector'], null),
      'spec.selector: Invalid value: null: field is immutable',
    ],
    [
      { type: 'Invalid', code: 'Immutable', path: ['spec', 'selector'] },
      'spec.selector: Invalid value: null: field is immutable',
    ],
    [
      invalid('Immutable', ['spec', 'selector'], 'app'),
      'spec.selector: Invalid value: "app": field is immutable',
    ],
    [
      invalid('NotNegative', ['spec', 'minReadySeconds'], -1),
      'spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0',
    ],
    [
      invalid('DaemonSetSelectorNotEmpty', ['spec', 'selector'], {}),
      'spec.selector: Invalid value: {}: empty selector is invalid for daemonset',
    ],
    [
      invalid('SelectorMatchesTemplate', ['spec', 'template', 'metadata', 'labels'], {
        app: '<a>',
      }),
      String.raw`spec.template.metadata.labels: Invalid value: {"app":"\u003ca\u003e"}: ` +
        '`selector` does not match template `labels`',
    ],
    [
      { type: 'Required', code: 'ValuesForInNotIn', path: ['values'] },
      "values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
    ],
    [
      { type: 'Forbidden', code: 'NoValuesForExists', path: ['values'] },
      "values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
    ],
    [
      { type: 'Required', code: 'OneValueForGtLt', path: ['values'] },
      "values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'",
    ],
    [
      invalid('SelectorOperator', [...term, 'operator'], '<'),
      String.raw`nodeSelectorTerms[0].operator: Invalid value: "\u003c": not a valid selector operator`,
    ],
    [
      { type: 'Required', code: 'OneValueForField', path: ['values'] },
      "values: Required value: must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
    ],
    [
      invalid('FieldSelectorKey', [...term, 'key'], ''),
      'nodeSelectorTerms[0].key: Invalid value: "": not a valid field selector key',
    ],
    [
      { type: 'Required', code: 'AtLeastOneTerm', path: ['nodeSelectorTerms'] },
      'nodeSelectorTerms: Required value: must have at least one node selector term',
    ],
    [
      invalid('WeightRange', ['preferred', 1, 'weight'], 101),
      'preferred[1].weight: Invalid value: 101: must be in the range 1-100',
    ],
    [
      invalid('ExistsWithoutKey', ['tolerations', 0, 'operator'], 'Equal'),
      'tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"',
    ],
    [
      invalid('SecondsNeedNoExecute', ['tolerations', 2, 'effect'], ''),
      'tolerations[2].effect: Invalid value: "": effect must be \'NoExecute\' when `tolerationSeconds` is set',
    ],
    [
      invalid('NoValueForExists', ['tolerations', 1, 'operator'], 'x"'),
      String.raw`tolerations[1].operator: Invalid value: "x\"": ` +
        "value must be empty when `operator` is 'Exists'",
    ],
    [
      invalid('CanonicalDecimal', ['tolerations', 1, 'value'], '05'),
      'tolerations[1].value: Invalid value: "05": must be a valid decimal integer in canonical form',
    ],
    [
      invalid('DecimalNotEmpty', ['tolerations', 0, 'value'], ''),
      'tolerations[0].value: Invalid value: "": must be non-empty',
    ],
    [
      invalid('Int64Syntax', ['value'], '1_0"'),
      String.raw`value: Invalid value: "1_0\"": strconv.ParseInt: parsing "1_0\"": invalid syntax`,
    ],
    [
      invalid('Int64Range', ['value'], '9223372036854775808'),
      'value: Invalid value: "9223372036854775808": strconv.ParseInt: parsing "9223372036854775808": value out of range',
    ],
    [
      {
        type: 'Duplicate',
        code: 'UniqueTaint',
        path: ['metadata', 'taints', 1],
        value: { Key: 'k', Value: '', Effect: 'NoSchedule', TimeAdded: null },
      },
      'metadata.taints[1]: Duplicate value: {"Key":"k","Value":"","Effect":"NoSchedule","TimeAdded":null}: taints must be unique by key and effect pair',
    ],
    [
      invalid('Percentage', [...rolling, 'maxUnavailable'], 'x'),
      "spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: \"x\": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
    ],
    [
      invalid('AtMostAllPercent', [...rolling, 'maxSurge'], '101%'),
      'spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: "101%": must not be greater than 100%',
    ],
    [
      invalid('EitherSurgeOrUnavailable', [...rolling, 'maxSurge'], 1),
      'spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero',
    ],
    [
      { type: 'Required', code: 'SomeSurgeOrUnavailable', path: [...rolling, 'maxUnavailable'] },
      'spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0',
    ],
    [
      invalid('NotNegative', ['spec', 'templateGeneration'], '-9223372036854775808'),
      'spec.templateGeneration: Invalid value: -9223372036854775808: must be greater than or equal to 0',
    ],
    [
      invalid('NotZero', [...rolling, 'maxUnavailable'], 0),
      'spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: 0: cannot be 0',
    ],
    [
      invalid('ActiveDeadlineRange', ['spec', 'activeDeadlineSeconds'], 0),
      'spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive',
    ],
    [
      invalid('ActiveDeadlineRange', ['spec', 'activeDeadlineSeconds'], '9223372036854775807'),
      'spec.activeDeadlineSeconds: Invalid value: 9223372036854775807: must be between 1 and 2147483647, inclusive',
    ],
    [
      { type: 'Forbidden', code: 'NoActiveDeadline', path: ['spec', 'activeDeadlineSeconds'] },
      'spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in DaemonSet is not Supported',
    ],
    [
      { type: 'Required', code: 'Present', path: ['spec', 'restartPolicy'] },
      'spec.restartPolicy: Required value',
    ],
    [
      {
        type: 'Unsupported',
        code: 'Supported',
        path: ['spec', 'restartPolicy'],
        value: 'x<y',
        supported: ['Always', 'OnFailure', 'Never'],
      },
      String.raw`spec.restartPolicy: Unsupported value: "x\u003cy": supported values: "Always", "OnFailure", "Never"`,
    ],
    [
      {
        type: 'Unsupported',
        code: 'Supported',
        path: ['spec', 'updateStrategy'],
        value: { Type: 'Recreate', RollingUpdate: { MaxUnavailable: '5%', MaxSurge: 0 } },
        supported: ['RollingUpdate', 'OnDelete'],
      },
      'spec.updateStrategy: Unsupported value: {"Type":"Recreate","RollingUpdate":{"MaxUnavailable":"5%","MaxSurge":0}}: supported values: "RollingUpdate", "OnDelete"',
    ],
    [
      invalid('NameFormat', ['spec', 'selector', 'matchLabels'], 'bad key!'),
      `spec.selector.matchLabels: Invalid value: "bad key!": ${NAME_FORMAT}`,
    ],
    [
      {
        ...invalid('LabelValueSyntax', ['operator'], 'a b'),
        faults: ['ValueTooLong', 'ValueFormat'],
      },
      `operator: Invalid value: "a b": must be no more than 63 bytes;${VALUE_FORMAT}`,
    ],
  ])('%j', (error, text) => {
    expect(upstreamFieldError(frozen(error)).text).toBe(text)
  })

  it.each<[FieldError['code'], string]>([
    ['SelectorOperator', String.raw`"\u003c%"`],
    ['ExistsWithoutKey', String.raw`"\u003c%"`],
    ['SecondsNeedNoExecute', String.raw`"\u003c%"`],
    ['Percentage', String.raw`"\u003c%"`],
    ['Supported', String.raw`"\u003c%"`],
    ['FieldSelectorKey', '"<%"'],
    ['NoValueForExists', '"<%"'],
    ['CanonicalDecimal', '"<%"'],
    ['Int64Syntax', '"<%"'],
    ['LabelValueSyntax', '"<%"'],
    ['NameFormat', '"<%"'],
    ['SubdomainFormat', '"<%"'],
  ])(
    'prints the text that breaks %s as Kubernetes does, which goes by its type',
    (rule, printed) => {
      const { text } = upstreamFieldError(invalid(rule, ['x'], '<%'))
      expect(text.startsWith(`x: Invalid value: ${printed}`)).toBe(true)
    },
  )

  it.each<[FieldError['type'], string]>([
    ['Invalid', 'FieldValueInvalid'],
    ['Required', 'FieldValueRequired'],
    ['Unsupported', 'FieldValueNotSupported'],
    ['Forbidden', 'FieldValueForbidden'],
    ['Duplicate', 'FieldValueDuplicate'],
  ])('has for %s the type that Kubernetes gives it, its path and its detail', (kind, type) => {
    const error: FieldError = {
      type: kind,
      code: 'NameEmpty',
      path: ['spec', 'taints', 0],
      value: '',
    }
    expect(upstreamFieldError(error)).toMatchObject({
      type,
      field: 'spec.taints[0]',
      detail: 'name part must be non-empty',
    })
  })

  it.each<[string, Partial<FieldError>, string]>([
    [
      'no list of supported values',
      { type: 'Unsupported', code: 'Supported' },
      'supported values: ',
    ],
    ['no list of faults', { code: 'LabelValueSyntax' }, ''],
  ])('bears with %s', (_case, parts, detail) => {
    const error = { ...invalid('NameEmpty', ['x'], 'v'), ...parts }
    expect(upstreamFieldError(error).detail).toBe(detail)
  })

  it('words what validation says of tolerations as the API server does', () => {
    const comparing = { ...newestSemantics, tolerationComparison: true }
    const errors = validateTolerations(
      [
        { key: 'k', operator: 'Exists', value: 'x' },
        { key: 'k', tolerationSeconds: 5 },
        { key: 'k', effect: '<Foo>' },
        { key: 'k', operator: '=' },
        { key: 'k', operator: 'Lt', value: '' },
      ],
      { path: ['tolerations'], semantics: comparing },
    )
    expect(errors.map((error) => upstreamFieldError(error).text)).toEqual([
      'tolerations[0].operator: Invalid value: "x": value must be empty when `operator` is \'Exists\'',
      'tolerations[1].effect: Invalid value: "": effect must be \'NoExecute\' when `tolerationSeconds` is set',
      String.raw`tolerations[2].effect: Unsupported value: "\u003cFoo\u003e": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"`,
      'tolerations[3].operator: Unsupported value: "=": supported values: "Equal", "Exists"',
      'tolerations[4].value: Invalid value: "": must be non-empty',
      'tolerations[4].value: Invalid value: "": strconv.ParseInt: parsing "": invalid syntax',
    ])
  })

  it('words what validation says of a node selector as the API server does', () => {
    const matchExpressions = [
      { key: 'a', operator: 'Gt', values: [] },
      { operator: '<', values: ['q!'] },
    ]
    const matchFields = [{ key: 'metadata.name', operator: 'In', values: ['a', 'b'] }]
    const errors = validateNodeSelector({ nodeSelectorTerms: [{ matchExpressions, matchFields }] })
    expect(errors.map((error) => upstreamFieldError(error).text)).toEqual([
      "nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'",
      String.raw`nodeSelectorTerms[0].matchExpressions[1].operator: Invalid value: "\u003c": not a valid selector operator`,
      'nodeSelectorTerms[0].matchExpressions[1].key: Invalid value: "": name part must be non-empty',
      `nodeSelectorTerms[0].matchExpressions[1].key: Invalid value: "": ${NAME_FORMAT}`,
      `nodeSelectorTerms[0].matchExpressions[1].values[0]: Invalid value: "q!": ${VALUE_FORMAT}`,
      "nodeSelectorTerms[0].matchFields[0].values: Required value: must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
    ])
  })
})
