import { describe, expect, it } from 'vitest'
import { NEWEST_RELEASE } from '../../src/kube/release.js'
import { inWordsOf } from './wordings.js'

describe('inWordsOf', () => {
  it.each<[string, string, string]>([
    ['1.33.13', 'Invalid value: null: x', 'Invalid value: []string(nil): x'],
    ['1.33.13', 'Invalid value: []: x', 'Invalid value: []string{}: x'],
    ['1.33.13', 'Invalid value: ["a","b"]: x', 'Invalid value: []string{"a", "b"}: x'],
    ['1.33.13', 'Unsupported value: "\\u003c"', 'Unsupported value: "<"'],
    ['1.30.14', 'must be no more than 63 bytes', 'must be no more than 63 characters'],
    ['1.30.14', 'a valid label key must start', 'a qualified name must start'],
    [
      '1.25.16',
      't[0].matchExpressions[0].operator: Unsupported value: "": supported values: "In", "NotIn", t[1]',
      't[0].matchExpressions[0].operator: Unsupported value: "", t[1]',
    ],
    [
      '1.25.16',
      't[0].matchFields[0].operator: Unsupported value: "": supported values: "In", "NotIn"',
      't[0].matchFields[0].operator: Unsupported value: "": supported values: "In", "NotIn"',
    ],
    [
      '1.33.13',
      'supported values: "Equal", "Exists", "Lt", "Gt"',
      'supported values: "Equal", "Exists"',
    ],
    [
      '1.21.14',
      'can not both modify and remove the following taint(s) in the same command: b=, c=NoExecute',
      'can not both modify and remove the following taint(s) in the same command: {"b":""}, {"c":"NoExecute"}',
    ],
    [
      '1.21.14',
      '"x" is not a valid label selector operator',
      '"x" is not a valid pod selector operator',
    ],
  ])('%s: %s', (kubernetes, newest, older) => {
    expect(inWordsOf(kubernetes, [{ error: newest }])).toEqual([{ error: older }])
    expect(inWordsOf(NEWEST_RELEASE, newest)).toBe(newest)
    expect(inWordsOf(undefined, newest)).toBe(newest)
  })

  it('leaves all else as it is', () => {
    const answer = { match: false, error: 'values: Required value', taint: null, ns: -1 }
    expect(inWordsOf('1.21.14', answer)).toEqual(answer)
  })
})
