import { describe, expect, it } from 'vitest'
import { intakeSentence, intakeSubjectText, intakeText } from 'podfit/report'
import type { IntakeIssue } from '../../../src/intake/intakeIssue.js'

const subject = { apiVersion: 'apps/v1', kind: 'DaemonSet', namespace: 'a', name: 'b' }
const about = { severity: 'error', subject, path: [] } as const

const ISSUES: readonly (readonly [string, IntakeIssue, readonly string[]])[] = [
  [
    'kubectl refuses it: apiVersion not set',
    { ...about, code: 'ApiVersionNotSet' },
    ['without apiVersion it is no object; values of a chart are rendered first'],
  ],
  [
    'kubectl refuses it: no matches for kind "DaemonSet" in version "apps/v1beta2"',
    {
      ...about,
      subject: { ...subject, apiVersion: 'apps/v1beta2' },
      code: 'NoMatch',
      instead: { apiVersion: 'apps/v1', kind: 'DaemonSet' },
    },
    ['did you mean kind DaemonSet in version apps/v1?'],
  ],
  [
    "a custom resource (x.io/v1), not Kubernetes' own DaemonSet: it is not looked at",
    {
      ...about,
      subject: { ...subject, apiVersion: 'x.io/v1' },
      severity: 'note',
      code: 'OtherGroup',
    },
    [],
  ],
  [
    'no object, but the answer to a request that failed: nodes is forbidden',
    { ...about, code: 'FailedRequest', message: 'nodes is forbidden' },
    [],
  ],
  [
    `kubectl refuses it: the namespace from the provided object "a" does not match the namespace "b". You must pass '--namespace=a' to perform this operation.`,
    { ...about, code: 'OtherNamespace', given: 'a', asked: 'b' },
    [],
  ],
  [
    'the API server refuses it: spec.selector: Invalid value: {}: field is immutable',
    {
      ...about,
      code: 'InvalidField',
      update: true,
      error: { type: 'Invalid', path: ['spec', 'selector'], code: 'Immutable', value: {} },
      wayOut: { adopted: ['a/x'], orphaned: [] },
    },
    [
      'the way out: kubectl delete daemonset b -n a --cascade=orphan, then create it again',
      'adopted, since the new selector matches them: a/x',
      'left without an owner, beside the pods that are created: none',
    ],
  ],
  [
    'the API server refuses it: unknown field "spec.strategy"',
    {
      ...about,
      path: ['spec', 'strategy'],
      code: 'UnknownField',
      of: 'Deployment',
      instead: ['spec', 'updateStrategy'],
    },
    [
      'write spec.updateStrategy in its place',
      'a field of a Deployment; podfit convert makes a DaemonSet of one',
    ],
  ],
  [
    'Warning: spec.template.spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1',
    {
      ...about,
      severity: 'warning',
      code: 'ServerWarning',
      warning: {
        code: 'NegativeGracePeriod',
        path: ['spec', 'template', 'spec', 'terminationGracePeriodSeconds'],
      },
    },
    [],
  ],
  [
    'goes into namespace a; the cluster has it in c (-n says where a manifest without a namespace goes)',
    { ...about, severity: 'note', code: 'OtherNamespaces', namespaces: ['c'] },
    [],
  ],
  [
    'a Pod that no cluster has shown: no DaemonSet manages it; as a static pod it runs on the node where its file lies',
    { ...about, severity: 'note', code: 'PodManifest', mirrors: ['a/b-n1'] },
    ['its mirror pods here: a/b-n1'],
  ],
]

describe('intakeText', () => {
  it.each(ISSUES)('%s', (message, issue, details) => {
    expect(intakeText(issue)).toEqual({ message, details })
    expect(message.endsWith(intakeSentence(issue))).toBe(true)
  })

  it('never says that what is stored is refused', () => {
    const [, issue] = ISSUES[0] ?? []
    expect(issue && intakeText({ ...issue, severity: 'note' }).message).toBe(
      'kubectl would refuse it as a manifest: apiVersion not set',
    )
  })

  it('says what becomes of pods that were not given', () => {
    const error = {
      type: 'Invalid',
      path: ['spec', 'selector'],
      code: 'Immutable',
      value: {},
    } as const
    const issue = { ...about, code: 'InvalidField', update: true, error, wayOut: {} } as const
    expect(intakeText(issue).details[1]).toContain('pods were not given')
  })
})

it('an object is named as far as it says its name', () => {
  expect(intakeSubjectText(subject)).toBe('DaemonSet a/b')
  expect(intakeSubjectText({ kind: 'Node', name: 'n1' })).toBe('Node n1')
  expect(intakeSubjectText({ kind: 'DaemonSet', namespace: 'default' })).toBe(
    'DaemonSet without a name',
  )
  expect(intakeSubjectText({})).toBe('without a name')
})
