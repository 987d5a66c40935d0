import { describe, expect, it } from 'vitest'
import { checkTest, type CheckOptions } from '../../src/expect/checkTest.js'
import type { SuiteCase } from '../../src/expect/suite.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'

const objects = { nodes: [aNode('n1', { taints: ['db:NoSchedule'] })], daemonSets: [aDaemonSet()] }
const holds: SuiteCase['assertions'][number] = { runsOnNo: { nodes: {} } }
const fails: SuiteCase['assertions'][number] = {
  desiredAtLeast: { daemonSets: ['agent'], count: 1 },
}

const check = (cases: readonly SuiteCase[], options?: CheckOptions, skip = false) =>
  checkTest({ name: 't', skip, cases }, objects, options)

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
      { name: 'a', skip: true, assertions: [fails] },
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
    const assertions = [{ runsOnEvery: two }, { neverShare: two }, { exactlyOne: two }, {}]
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
    const results = checkTest({ name: 't', cases }, { nodes: [], daemonSets, templates: [pool] })
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
    const [result] = checkTest({ name: 't', cases }, { ...objects, nodes: [], templates })
    expect(result?.findings).toMatchObject([{ template: true, nodes: ['pool'] }])
  })
})
