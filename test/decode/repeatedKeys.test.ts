import { expect, it } from 'vitest'
import { fieldIssueText } from '../../src/report.js'
import { repeatedKeys } from '../../src/yaml.js'

// Each of them as go.yaml.in/yaml/v2 says it.
it.each([
  ['a: 1\na: 2\n', ['line 2: key "a" already set in map']],
  ['a: {b: 1, b: 2}\n', ['line 1: key "b" already set in map']],
  ['a:\n  b: 1\n  b:\n    c: 1\n', ['line 4: key "b" already set in map']],
  [
    'a:\n- b: 1\n  b: 2\n  b: 3\n',
    ['line 3: key "b" already set in map', 'line 4: key "b" already set in map'],
  ],
  ['1: a\n1: b\n', ['line 2: key 1 already set in map']],
  ['y: a\ntrue: b\n', ['line 2: key true already set in map']],
  ['a: 1\n"a": 2\n', ['line 2: key "a" already set in map']],
  ['a: &x {b: 1}\na: &x\n  b: 1\n', ['line 2: key "a" already set in map']],
  ['a: &x {b: 1}\nc:\n  <<: *x\n  b: 2\n', ['line 4: key "b" already set in map']],
  ['a: 1\nA: 2\n', []],
  ['a: [', []],
  ['a: &x {b: *x, c: 1, c: 2}\n', ['line 1: key "c" already set in map']],
])('%j', (text, said) => {
  expect(repeatedKeys(text).map(fieldIssueText)).toEqual(said)
})
