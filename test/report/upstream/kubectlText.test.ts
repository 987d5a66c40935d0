import type { UndoFault } from '../../../src/kubectl/rolloutHistory.js'
import { describe, expect, it } from 'vitest'
import {
  kubectlLabelError,
  kubectlRolloutStatus,
  kubectlTaintArgumentsError,
  kubectlTaintError,
  kubectlTaintRefusal,
  kubectlUndoError,
  kubectlUndoText,
} from '../../../src/report/upstream/kubectlText.js'
import { frozen } from '../../support/frozen.js'

const NAME_FORMAT =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

const VALUE_FORMAT =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"

type TaintFault = Parameters<typeof kubectlTaintError>[0]
type TaintArgumentsFault = Parameters<typeof kubectlTaintArgumentsError>[0]
type LabelFault = Parameters<typeof kubectlLabelError>[0]
type RolloutStatus = Parameters<typeof kubectlRolloutStatus>[0]

describe('kubectlTaintRefusal', () => {
  it('names the node, in the words of kubectl where a taint is there already', () => {
    expect(kubectlTaintRefusal('n1', { code: 'AlreadyTainted', keys: ['a', 'b'] })).toBe(
      'node n1 already has a,b taint(s) with same effect(s) and --overwrite is false',
    )
    const missing = { code: 'TaintNotFound', taints: [{ key: 'a', effect: 'NoSchedule' }] } as const
    expect(kubectlTaintRefusal('n1', missing)).toBe(`node n1: ${kubectlTaintError(missing)}`)
  })
})

describe('kubectlTaintError', () => {
  it.each<[string, TaintFault, string]>([
    [
      '96: text that is no taint',
      { code: 'InvalidTaintSpec', spec: 'foo', faults: [] },
      'invalid taint spec: foo',
    ],
    [
      '97: an invalid key',
      { code: 'InvalidTaintSpec', spec: 'foo=bar', faults: ['NameFormat'] },
      `invalid taint spec: foo=bar, ${NAME_FORMAT}`,
    ],
    [
      '97: a key with several faults',
      { code: 'InvalidTaintSpec', spec: 'k!:NoSchedule', faults: ['NameTooLong', 'NameFormat'] },
      `invalid taint spec: k!:NoSchedule, name part must be no more than 63 bytes; ${NAME_FORMAT}`,
    ],
    [
      '99: no effect',
      { code: 'InvalidTaintEffect', effect: '' },
      'invalid taint effect: , unsupported taint effect',
    ],
    [
      '106: an effect in small letters',
      { code: 'InvalidTaintEffect', effect: 'noschedule' },
      'invalid taint effect: noschedule, unsupported taint effect',
    ],
    [
      '104: a taint twice, without a value',
      { code: 'DuplicateTaint', taint: { key: 'foo', value: '', effect: 'NoSchedule' } },
      'duplicated taints with the same key and effect: {foo  NoSchedule <nil>}',
    ],
    [
      '104: a taint twice, with a value',
      { code: 'DuplicateTaint', taint: { key: 'a', value: 'b', effect: 'NoSchedule' } },
      'duplicated taints with the same key and effect: {a b NoSchedule <nil>}',
    ],
    [
      '105: a taint that is not there',
      { code: 'TaintNotFound', taints: [{ key: 'foo', effect: '' }] },
      'taint "foo" not found',
    ],
    [
      '110: taints that are not there, each once',
      {
        code: 'TaintNotFound',
        taints: [
          { key: 'zz', effect: '' },
          { key: 'yy', effect: 'NoSchedule' },
          { key: 'zz', effect: '' },
        ],
      },
      '[taint "zz" not found, taint "yy:NoSchedule" not found]',
    ],
  ])('trap %s', (_trap, fault, text) => {
    expect(kubectlTaintError(frozen(fault))).toBe(text)
  })

  it('lists what is both added and removed', () => {
    const taints = [
      { key: 'a', effect: 'NoSchedule' },
      { key: 'b', effect: '' },
    ]
    expect(kubectlTaintError({ code: 'AddedAndRemoved', taints })).toBe(
      'can not both modify and remove the following taint(s) in the same command: a=NoSchedule, b=',
    )
  })

  it('lists the keys of taints that are there already', () => {
    expect(kubectlTaintError({ code: 'AlreadyTainted', keys: ['a', 'b'] })).toBe('a,b')
  })
})

describe('kubectlTaintArgumentsError', () => {
  it.each<[TaintArgumentsFault, string]>([
    [
      { code: 'ResourceAfterTaint', argument: 'n2' },
      'all resources must be specified before taint changes: n2',
    ],
    [{ code: 'NoResource' }, 'one or more resources must be specified as <resource> <name>'],
    [{ code: 'NoTaint' }, 'at least one taint update is required'],
    [
      { code: 'NotNodes', type: 'pods' },
      'invalid resource type pods, only node types are supported',
    ],
    [
      { code: 'NoName' },
      "at least one resource name must be specified since 'all' parameter is not set",
    ],
    [
      { code: 'AllWithSelector' },
      "setting 'all' parameter with a non empty selector is prohibited",
    ],
  ])('%j', (fault, text) => {
    expect(kubectlTaintArgumentsError(fault)).toBe(text)
  })
})

describe('kubectlLabelError', () => {
  it.each<[string, LabelFault, string]>([
    [
      'several equals signs',
      { code: 'InvalidLabelSpec', spec: 'a=b=c' },
      'invalid label spec: a=b=c',
    ],
    ['no equals sign', { code: 'InvalidLabelSpec', spec: 'a' }, 'unknown label spec: a'],
    [
      'an invalid value',
      { code: 'InvalidLabelValue', spec: 'a="b"', faults: ['ValueTooLong', 'ValueFormat'] },
      String.raw`invalid label value: "a=\"b\"": must be no more than 63 bytes;` + VALUE_FORMAT,
    ],
    [
      'a label set and removed',
      { code: 'LabelSetAndRemoved' },
      'can not both modify and remove a label in the same command',
    ],
    [
      'a label with another value',
      { code: 'LabelExists', key: 'zone', value: 'a' },
      "'zone' already has a value (a), and --overwrite is false",
    ],
  ])('says of %s what kubectl says', (_case, fault, text) => {
    expect(kubectlLabelError(fault)).toBe(text)
  })
})

describe('kubectlRolloutStatus', () => {
  it.each<[string, RolloutStatus, string, boolean]>([
    [
      'K-01',
      { code: 'Updating', updated: 0, desired: 1 },
      'Waiting for daemon set "foo" rollout to finish: 0 out of 1 new pods have been updated...\n',
      false,
    ],
    [
      'K-02',
      { code: 'Unavailable', available: 1, desired: 2 },
      'Waiting for daemon set "foo" rollout to finish: 1 of 2 updated pods are available...\n',
      false,
    ],
    ['K-03', { code: 'Done' }, 'daemon set "foo" successfully rolled out\n', true],
    [
      'K-04',
      { code: 'SpecNotObserved' },
      'Waiting for daemon set spec update to be observed...\n',
      false,
    ],
  ])('%s', (_row, status, message, done) => {
    expect(kubectlRolloutStatus(status, 'foo')).toEqual({ message, done, error: '' })
  })

  it('K-05: refuses other strategies, and is done', () => {
    expect(kubectlRolloutStatus({ code: 'NotRollingUpdate' }, 'foo')).toEqual({
      message: '',
      done: true,
      error: 'rollout status is only available for RollingUpdate strategy type',
    })
  })

  it('quotes the name as Go does', () => {
    expect(kubectlRolloutStatus({ code: 'Done' }, 'fo"o\n').message).toBe(
      String.raw`daemon set "fo\"o\n" successfully rolled out` + '\n',
    )
  })
})

describe('kubectlUndoText', () => {
  const to = { revision: 1, name: 'agent-a', hash: 'a', current: true }

  it('says what was done', () => {
    expect(kubectlUndoText({ code: 'RolledBack', to, daemonSet: {} }, 0)).toBe('rolled back')
    expect(kubectlUndoText({ code: 'AlreadyThere', to }, 0)).toBe(
      'skipped rollback (current template already matches revision 0)',
    )
  })
})

describe('kubectlUndoError', () => {
  it.each<[UndoFault, string]>([
    [{ code: 'NoRevision', revision: 7 }, 'unable to find specified revision 7 in history'],
    [{ code: 'NoLastRevision' }, 'no last revision to roll back to'],
    [{ code: 'UnreadableRevision', name: 'agent-a' }, 'revision agent-a records no template'],
  ])('of %j', (fault, text) => {
    expect(kubectlUndoError(fault)).toBe(text)
  })
})
