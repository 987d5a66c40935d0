import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { orThrow } from '../../src/data/orThrow.js'
import {
  compileLabelSelector,
  decodeJson,
  decodeObject,
  parseLabelSelector,
  podPolicy,
  semanticsFor,
} from '../../src/index.js'
import { scaledValue } from '../../src/controller.js'
import { parseJson } from '../../src/decode.js'
import {
  convertDeployment,
  convertDeployments,
  editLabels,
  editTaints,
  parseLabels,
  parseTaints,
  rolloutUndo,
  parseTaintArguments,
} from '../../src/kubectl.js'
import { decodeYaml } from '../../src/yaml.js'

const removal = { key: 'a', effect: '' }

describe('orThrow', () => {
  it('answers with what is right', () => {
    expect(orThrow(E.right(5))).toBe(5)
  })

  it.each([
    ['nothing but a code', { code: 'NoTaint' }, 'NoTaint'],
    ['a path', { code: 'NoTerms', path: ['spec', 'x', 0] }, 'NoTerms at spec.x[0]'],
    ['the root', { code: 'NoTerms', path: [] }, 'NoTerms'],
    [
      'what was expected and found',
      { code: 'WrongKind', path: ['kind'], expected: 'a DaemonSet', found: 'Pod' },
      'WrongKind at kind: expected a DaemonSet, found Pod',
    ],
    ['a message', { code: 'InvalidJson', message: 'line 1' }, 'InvalidJson: line 1'],
    [
      'evidence of its own',
      { code: 'UnknownGate', gate: 'X', known: ['A'] },
      'UnknownGate: gate "X", known ["A"]',
    ],
  ])('throws an error that names a fault with %s', (_what, fault, message) => {
    expect(() => orThrow(E.left([fault]))).toThrow(new Error(message))
  })

  it('names every fault, one a line', () => {
    expect(() => orThrow(E.left([{ code: 'A' }, { code: 'B' }]))).toThrow('A\nB')
  })

  it.each<[string, () => unknown, string]>([
    ['semanticsFor', () => orThrow(semanticsFor({ kubernetes: 'new' })), 'UnreadableVersion'],
    ['parseLabelSelector', () => orThrow(parseLabelSelector('a in b')), 'UnexpectedToken'],
    [
      'compileLabelSelector',
      () => orThrow(compileLabelSelector({ matchExpressions: [{ key: 'a' }] })),
      'UnsupportedOperator',
    ],
    ['parseJson', () => orThrow(parseJson('{')), 'InvalidJson'],
    ['decodeJson', () => orThrow(decodeJson('{')), 'InvalidJson'],
    ['decodeYaml', () => orThrow(decodeYaml('{')), 'InvalidYaml'],
    ['decodeObject', () => orThrow(decodeObject(5)), 'MissingKind'],
    ['parseTaints', () => orThrow(parseTaints(['a:x'])), 'InvalidTaintEffect'],
    ['editTaints', () => orThrow(editTaints([], { add: [], remove: [removal] })), 'TaintNotFound'],
    ['parseLabels', () => orThrow(parseLabels(['a'])), 'InvalidLabelSpec'],
    [
      'editLabels',
      () => orThrow(editLabels({ a: '1' }, { set: [['a', '2']], remove: [] })),
      'LabelExists',
    ],
    ['parseTaintArguments', () => orThrow(parseTaintArguments([])), 'NoResource'],
    ['convertDeployment', () => orThrow(convertDeployment({})), 'NotADeployment at kind'],
    ['convertDeployments', () => orThrow(convertDeployments({})), 'NotADeployment at kind'],
    ['rolloutUndo', () => orThrow(rolloutUndo({}, [])), 'NoLastRevision'],
    ['scaledValue', () => orThrow(scaledValue('x', 1)), 'NotAPercentage'],
    ['podPolicy', () => orThrow(podPolicy({ kind: 'Podd' })), 'WrongKind'],
  ])('takes what %s answers', (_name, ask, expected) => {
    expect(ask).toThrow(expected)
  })
})
