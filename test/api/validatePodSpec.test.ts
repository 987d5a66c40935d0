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
      [{ type: 'Forbidden', path: podAt('activeDeadlineSeconds'), code: 'NoActiveDeadline' }],
    ],
    [
      'a deadline at once',
      { activeDeadlineSeconds: 0 },
      [
        {
          type: 'Invalid',
          path: podAt('activeDeadlineSeconds'),
          code: 'ActiveDeadlineRange',
          value: 0,
        },
        { type: 'Forbidden', path: podAt('activeDeadlineSeconds'), code: 'NoActiveDeadline' },
      ],
    ],
    [
      'a deadline beyond what JavaScript counts exactly',
      { activeDeadlineSeconds: 2n ** 63n - 1n },
      [
        {
          type: 'Invalid',
          path: podAt('activeDeadlineSeconds'),
          code: 'ActiveDeadlineRange',
          value: '9223372036854775807',
        },
        { type: 'Forbidden', path: podAt('activeDeadlineSeconds'), code: 'NoActiveDeadline' },
      ],
    ],
    ['a deadline of null', { activeDeadlineSeconds: null }, []],
    [
      'a node selector, told at the map itself',
      { nodeSelector: { 'k!': 'v!' } },
      [
        { type: 'Invalid', path: podAt('nodeSelector'), code: 'NameFormat', value: 'k!' },
        { type: 'Invalid', path: podAt('nodeSelector'), code: 'ValueFormat', value: 'v!' },
      ],
    ],
    [
      'the name of a node',
      { nodeName: 'N1' },
      [{ type: 'Invalid', path: podAt('nodeName'), code: 'SubdomainFormat', value: 'N1' }],
    ],
    ['no name of a node', { nodeName: '' }, []],
    [
      'a toleration',
      { tolerations: [{ key: 'k', operator: 'Exists', value: 'x' }] },
      [
        {
          type: 'Invalid',
          path: podAt('tolerations', 0, 'operator'),
          code: 'NoValueForExists',
          value: 'x',
        },
      ],
    ],
    [
      'a node affinity',
      requires('k', 'NotIn', []),
      [
        {
          type: 'Required',
          path: podAt(
            'affinity',
            'nodeAffinity',
            'requiredDuringSchedulingIgnoredDuringExecution',
            'nodeSelectorTerms',
            0,
            'matchExpressions',
            0,
            'values',
          ),
          code: 'ValuesForInNotIn',
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
    expect(validateDaemonPodSpec(spec, AT).map(({ code: rule }) => rule)).toEqual([
      'Supported',
      'NoActiveDeadline',
    ])
  })

  it('asks for a restart policy', () => {
    expect(validatePodSpec({}, AT, OPTIONS)).toEqual([
      { type: 'Required', path: podAt('restartPolicy'), code: 'Present' },
    ])
  })
})
