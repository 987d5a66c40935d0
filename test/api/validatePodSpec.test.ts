import { describe, expect, it } from 'vitest'
import { validateDaemonPodSpec, validatePodSpec } from '../../src/api/validatePodSpec.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import type { FieldError } from '../../src/reason/fieldError.js'
import { frozen } from '../support/frozen.js'

const AT = ['spec', 'template', 'spec']
const podAt = (...rest: readonly (string | number)[]) => [...AT, ...rest]
const OPTIONS = { allowInvalidValues: false, tolerations: newestSemantics }

/** The errors of a spec that is fine, but for what a test sets. */
const errorsOf = (podSpec: PodSpec): readonly FieldError[] => {
  const spec = frozen({ restartPolicy: 'Always', ...podSpec })
  return [...validatePodSpec(spec, AT, OPTIONS), ...validateDaemonPodSpec(spec, AT)]
}

const requires = (key: string, operator: string, values: readonly string[]): PodSpec => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key, operator, values }] }],
      },
    },
  },
})

describe('validatePodSpec', () => {
  it.each<[string, PodSpec, readonly FieldError[]]>([
    [
      'a deadline',
      { activeDeadlineSeconds: 5 },
      [{ kind: 'Forbidden', at: podAt('activeDeadlineSeconds'), rule: 'NoActiveDeadline' }],
    ],
    [
      'a deadline at once',
      { activeDeadlineSeconds: 0 },
      [
        {
          kind: 'Invalid',
          at: podAt('activeDeadlineSeconds'),
          rule: 'ActiveDeadlineRange',
          value: 0,
        },
        { kind: 'Forbidden', at: podAt('activeDeadlineSeconds'), rule: 'NoActiveDeadline' },
      ],
    ],
    [
      'a deadline beyond what JavaScript counts exactly',
      { activeDeadlineSeconds: 2n ** 63n - 1n },
      [
        {
          kind: 'Invalid',
          at: podAt('activeDeadlineSeconds'),
          rule: 'ActiveDeadlineRange',
          value: '9223372036854775807',
        },
        { kind: 'Forbidden', at: podAt('activeDeadlineSeconds'), rule: 'NoActiveDeadline' },
      ],
    ],
    ['a deadline of null', { activeDeadlineSeconds: null }, []],
    [
      'a node selector, told at the map itself',
      { nodeSelector: { 'k!': 'v!' } },
      [
        { kind: 'Invalid', at: podAt('nodeSelector'), rule: 'NameFormat', value: 'k!' },
        { kind: 'Invalid', at: podAt('nodeSelector'), rule: 'ValueFormat', value: 'v!' },
      ],
    ],
    [
      'the name of a node',
      { nodeName: 'N1' },
      [{ kind: 'Invalid', at: podAt('nodeName'), rule: 'SubdomainFormat', value: 'N1' }],
    ],
    ['no name of a node', { nodeName: '' }, []],
    [
      'a toleration',
      { tolerations: [{ key: 'k', operator: 'Exists', value: 'x' }] },
      [
        {
          kind: 'Invalid',
          at: podAt('tolerations', 0, 'operator'),
          rule: 'NoValueForExists',
          value: 'x',
        },
      ],
    ],
    [
      'a node affinity',
      requires('k', 'NotIn', []),
      [
        {
          kind: 'Required',
          at: podAt(
            'affinity',
            'nodeAffinity',
            'requiredDuringSchedulingIgnoredDuringExecution',
            'nodeSelectorTerms',
            0,
            'matchExpressions',
            0,
            'values',
          ),
          rule: 'ValuesForInNotIn',
        },
      ],
    ],
    ['affinities of null', { affinity: { nodeAffinity: null, podAffinity: null } }, []],
  ])('tells what is wrong with %s', (_what, podSpec, expected) => {
    expect(errorsOf(podSpec)).toEqual(expected)
  })

  it('allows of any pod what it does not of a daemon pod', () => {
    const spec = { restartPolicy: 'Never', activeDeadlineSeconds: 5 }
    expect(validatePodSpec(spec, AT, OPTIONS)).toEqual([])
    expect(validateDaemonPodSpec(spec, AT).map(({ rule }) => rule)).toEqual([
      'Supported',
      'NoActiveDeadline',
    ])
  })

  it('asks for a restart policy', () => {
    expect(validatePodSpec({}, AT, OPTIONS)).toEqual([
      { kind: 'Required', at: podAt('restartPolicy'), rule: 'Present' },
    ])
  })
})
