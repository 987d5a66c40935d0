import { describe, expect, it } from 'vitest'
import type { ExpectationFinding } from '../../../src/expect/finding.js'
import type { Reason } from '../../../src/reason/reason.js'
import { expectationText, testFaultText } from '../../../src/report/text/expectationText.js'

const common = { severity: 'error', subject: { kind: 'DaemonSet', name: 'a' }, path: [] } as const
const reasons: readonly Reason[] = [
  { code: 'NodeNameMismatch', path: [], nodePath: [], expected: 'x', actual: 'y', leaves: true },
]

const CASES: readonly (readonly [ExpectationFinding, string, readonly string[]])[] = [
  [
    { ...common, code: 'DoesNotRun', template: false, nodes: ['n1', 'n2'], reasons },
    'would not run on 2 nodes: nodeName is x',
    ['n1, n2'],
  ],
  [
    { ...common, code: 'DoesNotRun', template: true, nodes: ['pool'], reasons },
    'would not run on 1 node template: nodeName is x',
    ['pool'],
  ],
  [
    {
      ...common,
      code: 'Undecided',
      others: [],
      nodes: ['pool'],
      on: ['zone', 'os'],
    },
    'may not be as expected on 1 node template: that depends on the label zone, os',
    ['pool'],
  ],
  [
    { ...common, code: 'Undecided', others: ['b', 'c'], nodes: ['p', 'q'], on: ['zone'] },
    'with b, c may not be as expected on 2 node templates: that depends on the label zone',
    ['p, q'],
  ],
  [
    { ...common, code: 'RunsWhereForbidden', template: false, nodes: ['n1'] },
    'would run on 1 node where it must not',
    ['n1'],
  ],
  [
    { ...common, code: 'SharesNodes', template: false, other: 'b', nodes: ['n1'] },
    'would run with b on 1 node',
    ['n1'],
  ],
  [
    { ...common, code: 'NotExactlyOne', template: false, of: ['a', 'b'], run: [], nodes: ['n1'] },
    'none of a, b would run on 1 node',
    ['n1'],
  ],
  [
    {
      ...common,
      code: 'NotExactlyOne',
      template: false,
      of: ['a', 'b', 'c'],
      run: ['a', 'b'],
      nodes: ['n1'],
    },
    'a and b of a, b, c would run on 1 node',
    ['n1'],
  ],
  [
    { ...common, code: 'DesiresTooFew', expected: 3, desired: 1 },
    'DESIRED is 1, expected at least 3',
    [],
  ],
  [
    { ...common, code: 'NothingMatches', what: 'daemonSets', pattern: 'x' },
    'no such DaemonSet',
    [],
  ],
  [
    { ...common, code: 'NothingMatches', what: 'nodes', pattern: 'gpu' },
    'no node to check: nothing matches gpu',
    [],
  ],
  [
    { ...common, code: 'NothingMatches', what: 'nodes', pattern: '' },
    'no node to check: the input has none',
    [],
  ],
  [{ ...common, code: 'UnreadableSelector', selector: 'a in' }, 'not a label selector: a in', []],
  [
    { ...common, code: 'PoolNamed', pool: 'general' },
    'general is a node pool, and no node is called so: without "possible" every node that it can make is asked about',
    [],
  ],
  [
    {
      ...common,
      code: 'NotOnPossibleNode',
      expected: 'runsOnEvery',
      of: ['default/a'],
      run: [],
      node: {
        metadata: { name: 'node', labels: { 'kubernetes.io/os': 'linux' } },
        spec: { unschedulable: true, taints: [{ key: 'gpu', effect: 'NoSchedule' }] },
      },
      reasons,
    },
    'would not run on a node that could exist: nodeName is x',
    [
      'metadata:',
      '  name: "node"',
      '  labels:',
      '    "kubernetes.io/os": "linux"',
      'spec:',
      '  unschedulable: true',
      '  taints:',
      '    - { key: "gpu", effect: "NoSchedule" }',
    ],
  ],
  ...(
    [
      ['runsOnNo', ['default/a'], ['default/a'], 'would run'],
      [
        'neverShare',
        ['default/a', 'default/b'],
        ['default/a', 'default/b'],
        'would run with default/b',
      ],
      ['exactlyOne', ['default/a', 'default/b'], [], 'none of default/a, default/b would run'],
      ['exactlyOne', ['a', 'b', 'c'], ['a', 'c'], 'a and c of a, b, c would run'],
    ] as const
  ).map(
    ([expected, of, run, text]) =>
      [
        { ...common, code: 'NotOnPossibleNode', expected, of, run, node: {}, reasons: [] },
        `${text} on a node that could exist`,
        ['metadata:', '  name: ""'],
      ] as const,
  ),
  [
    { ...common, code: 'NotProved', expected: 'exactlyOne', of: ['a', 'b'], steps: 5 },
    'a, b may not be as expected on every node that could exist: that would take too long to prove',
    [],
  ],
  [{ ...common, code: 'PassesUnexpectedly' }, 'passes, but is expected to fail', []],
]

describe('expectationText', () => {
  it.each(CASES)('$code: %s', (finding, message, details) => {
    expect(expectationText(finding)).toEqual({ message, details })
  })
})

it.each([
  ['NoAssertion', [], 'no assertion: nothing could make the case fail'],
  [
    'SeveralAssertions',
    ['runsOnNo', 'neverShare'],
    'several assertions in one: runsOnNo, neverShare',
  ],
  ['UnknownAssertion', ['runsOnevery'], 'no such assertion: runsOnevery'],
] as const)('testFaultText says of %s what it is', (code, found, text) => {
  expect(testFaultText({ code, path: [], found })).toBe(text)
})
