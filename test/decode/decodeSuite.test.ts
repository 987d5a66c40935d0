import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { decodeSuite } from '../../src/decode/decodeSuite.js'

const suiteOf = (suiteCase: object) => ({
  apiVersion: 'podfit/v1',
  kind: 'Suite',
  tests: [{ name: 't', cases: [suiteCase] }],
})

const nodes = { selector: 'a=b', names: ['n1'] }

describe('decodeSuite', () => {
  it('reads every assertion', () => {
    const suite = {
      ...suiteOf({
        name: 'c',
        skip: false,
        expect: 'fail',
        assertions: [
          { runsOnEvery: { daemonSets: ['a'], nodes, except: nodes, templates: false } },
          {
            exactlyOne: {
              daemonSets: ['a'],
              possible: {
                taints: [{ key: 'gpu', value: 'a', effect: 'NoSchedule' }],
                hostnameIsName: true,
              },
            },
          },
          { runsOnNo: { nodes } },
          { runsOnNo: { daemonSets: ['a'], nodes, except: nodes, templates: true } },
          { neverShare: { daemonSets: ['a', 'b'], templates: false } },
          { exactlyOne: { daemonSets: ['a', 'b'], nodes, templates: false } },
          { desiredAtLeast: { daemonSets: ['a'], count: 3 } },
          { fits: { daemonSets: ['a'], nodes, emptyNodes: true, afterPreemption: false } },
          { leavesAtLeast: { resources: { cpu: '2' }, except: nodes } },
          { comesUpWithout: { daemonSets: ['a'], others: ['b'], templates: true } },
        ],
      }),
      metadata: { name: 's' },
    }
    expect(decodeSuite(suite)).toEqual(E.right(suite))
  })

  it.each([
    ['another kind', { apiVersion: 'v1', kind: 'Suite', tests: [] }, ['apiVersion']],
    ['no tests', { apiVersion: 'podfit/v1', kind: 'Suite' }, ['tests']],
    ['a case without a name', suiteOf({ assertions: [] }), ['tests', 0, 'cases', 0, 'name']],
    [
      'a misspelt expectation',
      suiteOf({ name: 'c', assertions: [], expect: 'failure' }),
      ['tests', 0, 'cases', 0, 'expect'],
    ],
    [
      'two assertions in one',
      suiteOf({
        name: 'c',
        assertions: [{ neverShare: { daemonSets: [] }, exactlyOne: { daemonSets: [] } }],
      }),
      ['tests', 0, 'cases', 0, 'assertions', 0],
    ],
    [
      'an assertion that is none',
      suiteOf({ name: 'c', assertions: [{}] }),
      ['tests', 0, 'cases', 0, 'assertions', 0],
    ],
    [
      'an assertion whose only member is null',
      suiteOf({ name: 'c', assertions: [{ runsOnNo: null }] }),
      ['tests', 0, 'cases', 0, 'assertions', 0],
    ],
    [
      'an assertion that is null',
      suiteOf({ name: 'c', assertions: [null] }),
      ['tests', 0, 'cases', 0, 'assertions', 0],
    ],
    [
      'a misspelt field of an assertion',
      suiteOf({ name: 'c', assertions: [{ runsOnEvery: { daemonSets: [], node: nodes } }] }),
      ['tests', 0, 'cases', 0, 'assertions', 0, 'runsOnEvery', 'node'],
    ],
    [
      'a selector that is a map',
      suiteOf({ name: 'c', assertions: [{ runsOnNo: { nodes: { selector: { a: 'b' } } } }] }),
      ['tests', 0, 'cases', 0, 'assertions', 0, 'runsOnNo', 'nodes', 'selector'],
    ],
  ])('refuses %s', (_what, suite, at) => {
    expect(decodeSuite(suite)).toMatchObject({ left: [{ path: at }] })
  })

  it('says what is allowed', () => {
    expect(decodeSuite({ apiVersion: 'podfit/v1', kind: 'List', tests: [] })).toMatchObject({
      left: [{ path: ['kind'], expected: '"Suite"', found: 'the string "List"' }],
    })
  })
})
