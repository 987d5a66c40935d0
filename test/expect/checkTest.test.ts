import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  checkTest,
  type CaseResult,
  type CheckOptions,
  type TestObjects,
} from '../../src/expect/checkTest.js'
import type { Assertion, SuiteCase, SuiteTest } from '../../src/expect/suite.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'

const objects = { nodes: [aNode('n1', { taints: ['db:NoSchedule'] })], daemonSets: [aDaemonSet()] }
const holds: SuiteCase['assertions'][number] = { runsOnNo: { nodes: {} } }
const fails: SuiteCase['assertions'][number] = {
  desiredAtLeast: { daemonSets: ['agent'], count: 1 },
}

const resultsOf = (
  test: SuiteTest,
  given: TestObjects,
  options?: CheckOptions,
): readonly CaseResult[] => {
  const checked = checkTest(test, given, options)
  if (E.isLeft(checked)) throw new Error(JSON.stringify(checked.left))
  return checked.right
}

const check = (cases: readonly SuiteCase[], options?: CheckOptions, skip = false) =>
  resultsOf({ name: 't', skip, cases }, objects, options)

/** An assertion as it comes in without types. */
const untyped = (assertion: object): Assertion => assertion as Assertion

describe('checkTest', () => {
  it('passes a case whose assertions hold, and fails one of which any does not', () => {
    expect(
      check([
        { name: 'a', assertions: [holds] },
        { name: 'b', assertions: [holds, fails] },
      ]),
    ).toMatchObject([
      { test: 't', case: 'a', outcome: 'passed', findings: [] },
      { case: 'b', outcome: 'failed', findings: [{ code: 'DesiresTooFew' }] },
    ])
  })

  it('passes a case that is expected to fail, and fails it if it does not', () => {
    expect(
      check([
        { name: 'a', expect: 'fail', assertions: [holds, fails] },
        { name: 'b', expect: 'fail', assertions: [holds] },
        { name: 'c', expect: 'pass', assertions: [fails] },
      ]),
    ).toMatchObject([
      { outcome: 'passed', findings: [] },
      {
        outcome: 'failed',
        findings: [
          {
            code: 'PassesUnexpectedly',
            subject: { kind: 'Case', name: 'b' },
            path: ['cases', 1, 'expect'],
          },
        ],
      },
      { outcome: 'failed' },
    ])
  })

  it('says where in the suite an expectation stands', () => {
    const [result] = check([{ name: 'a', assertions: [holds, fails] }], { path: ['tests', 3] })
    expect(result?.findings.map(({ path: at }) => at)).toEqual([
      ['tests', 3, 'cases', 0, 'assertions', 1, 'desiredAtLeast'],
    ])
  })

  it('skips what is to be skipped, and does not mention what was not wanted', () => {
    const cases = [
      { name: 'a', skip: true, assertions: [] },
      { name: 'b', assertions: [fails] },
    ]
    expect(check(cases).map(({ outcome }) => outcome)).toEqual(['skipped', 'failed'])
    expect(check(cases, {}, true).map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped'])
    expect(check(cases, { wanted: (test, name) => `${test}/${name}` === 't/b' })).toMatchObject([
      { case: 'b' },
    ])
  })

  it('knows every assertion', () => {
    const two = { daemonSets: ['agent'] }
    const assertions = [{ runsOnEvery: two }, { neverShare: two }, { exactlyOne: two }]
    const [result] = check([{ name: 'a', assertions }])
    expect(result?.findings.map(({ code }) => code)).toEqual(['DoesNotRun', 'NotExactlyOne'])
  })

  it('leaves undecided what depends on labels that are not known, whatever is expected', () => {
    const pool = { node: aNode('pool'), unknownLabels: [{ key: 'gpu' }] }
    const daemonSets = [aDaemonSet({ podSpec: { nodeSelector: { gpu: 'true' } } })]
    const open = { runsOnEvery: { daemonSets: ['agent'] } }
    const cases: readonly SuiteCase[] = [
      { name: 'a', assertions: [open] },
      { name: 'b', expect: 'fail', assertions: [open] },
      { name: 'c', assertions: [open, fails] },
      { name: 'd', expect: 'fail', assertions: [open, fails] },
    ]
    const results = resultsOf({ name: 't', cases }, { nodes: [], daemonSets, templates: [pool] })
    expect(results.map(({ outcome }) => outcome)).toEqual([
      'undecided',
      'undecided',
      'failed',
      'passed',
    ])
    expect(results[1]?.findings).toMatchObject([{ code: 'Undecided', on: ['gpu'] }])
  })

  it('asks about node templates', () => {
    const templates = [{ node: aNode('pool', { taints: ['gpu:NoSchedule'] }) }]
    const cases = [{ name: 'a', assertions: [{ runsOnEvery: { daemonSets: ['agent'] } }] }]
    const [result] = resultsOf({ name: 't', cases }, { ...objects, nodes: [], templates })
    expect(result?.findings).toMatchObject([{ template: true, nodes: ['pool'] }])
  })

  it.each([
    [[], 'NoAssertion', [], []],
    [[{}], 'NoAssertion', [0], []],
    [[{ runsOnNo: null }], 'NoAssertion', [0], []],
    [[holds, { ...holds, ...fails }], 'SeveralAssertions', [1], ['runsOnNo', 'desiredAtLeast']],
    [[{ runsOnevery: {} }], 'UnknownAssertion', [0], ['runsOnevery']],
    [[{ constructor: {} }], 'UnknownAssertion', [0], ['constructor']],
  ])('refuses the assertions %j, which could not fail: %s', (given, code, at, found) => {
    const assertions = given.map(untyped)
    const cases = [
      { name: 'a', assertions: [holds] },
      { name: 'b', assertions },
    ]
    const path = ['tests', 2, 'cases', 1, 'assertions', ...at]
    expect(checkTest({ name: 't', cases }, objects, { path: ['tests', 2] })).toEqual(
      E.left([{ code, path, found }]),
    )
    expect(
      checkTest({ name: 't', cases }, objects, { wanted: (_test, name) => name === 'a' })._tag,
    ).toBe('Right')
  })

  it('takes the members that are null for absent', () => {
    const assertion = untyped({ ...holds, neverShare: null })
    expect(check([{ name: 'a', assertions: [assertion] }])).toMatchObject([{ outcome: 'passed' }])
  })
})
