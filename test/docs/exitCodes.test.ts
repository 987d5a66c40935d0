import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands/commands.js'
import { EXIT, EXIT_TEXT } from '../../src/cli/exitCode.js'
import { podfit } from '../support/world.js'

const PAGE = 'docs/reference/exit-codes.md'

/** Each verb that looks at a cluster, as it is asked about a recorded one. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  status: [],
  plan: [],
  explain: ['fluent-bit'],
  node: ['kind-worker'],
  capacity: [],
  ready: [],
  matrix: [],
  diff: ['@cluster.json'],
  rollout: ['fluent-bit'],
  'what-if': ['cordon kind-worker'],
  taint: ['nodes', 'kind-worker', 'a=b:NoExecute'],
  history: ['fluent-bit'],
  undo: ['fluent-bit'],
  audit: [],
  lint: [],
  simplify: [],
  suggest: ['fluent-bit', 'kind-control-plane'],
  redact: [],
}

/** Verbs that ask no cluster: a line that does not end with 0, and what it says of the verb. */
const OTHERS: Readonly<
  Record<string, readonly [args: readonly string[], code: number, why: string]>
> = {
  convert: [['-f', '@cluster.json'], 4, 'where there is no Deployment'],
  test: [['@failing.yaml'], 1, 'where an assertion fails'],
  versions: [['0.1'], 3, 'for a version that is not known'],
  completion: [['csh'], 3, 'for a shell that is not known'],
  snapshot: [[], 3, 'where there is no kubectl'],
}

const FAILING = `apiVersion: podfit/v1
kind: Suite
metadata: { name: agents }
tests:
  - name: kind
    objects: [cluster.json]
    cases:
      - name: logs are collected everywhere
        assertions: [{ runsOnEvery: { daemonSets: [fluent-bit] } }]
`

/** What is left out of the cluster, by the column of the table. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  nothing: [],
  pods: ['Pod'],
  nodes: ['Node'],
  controllerrevisions: ['ControllerRevision'],
  daemonsets: ['DaemonSet'],
  everything: ['Pod', 'Node', 'ControllerRevision', 'DaemonSet'],
}

const NAMED = 'what is named on the command line is not there'

/** Why a verb does not end with 4 although something is missing. */
const REASONS: Readonly<Record<string, readonly (readonly [verbs: string, why: string])[]>> = {
  pods: [
    [
      'explain ready suggest',
      'asked is where pods should run; nodes and the DaemonSet alone decide that, in Kubernetes too, and no pod could change the answer',
    ],
    [
      'diff',
      'asked is what differs in where pods should run, which nodes and DaemonSets decide; how many pods that are is named as not compared',
    ],
    [
      'plan what-if taint undo',
      'where pods should run is answered, as manifests and nodes suffice for it, and what only pods can say is named as not known; 4 with `--detailed-exitcode`, and where a change names a pod',
    ],
    ['simplify', 'asked is about templates alone'],
    ['history', 'asked is about revisions; how many pods have one is `?`'],
    ['audit lint', 'rules that need pods are named as not checked, all others are'],
    ['redact', 'names are changed in whatever is there'],
  ],
  nodes: [
    ['history undo', 'asked is about revisions, which no node changes'],
    ['taint', NAMED],
    ['lint simplify', 'manifests are looked at without a cluster'],
    ['redact', 'names are changed in whatever is there'],
  ],
  controllerrevisions: [
    [
      'status plan rollout',
      'everything else is answered; which pods are outdated is named as not known',
    ],
    [
      'diff what-if',
      'a revision is new where a change touches the template, which both sides show',
    ],
    [
      'explain node capacity ready matrix taint suggest',
      'asked is about nodes and pods, which no revision changes',
    ],
    ['simplify', 'asked is about templates alone'],
    ['audit lint', 'rules that need revisions are named as not checked, all others are'],
    ['redact', 'names are changed in whatever is there'],
  ],
  daemonsets: [
    ['explain rollout history undo suggest', NAMED],
    ['redact', 'names are changed in whatever is there'],
  ],
}

interface List {
  readonly items: readonly { readonly kind: string }[]
}

const { items } = JSON.parse(readFileSync('test/fixtures/kind.json', 'utf8')) as List

const codeOf = async (verb: string, leftOut: string): Promise<number> => {
  const left = items.filter(({ kind }) => LEFT_OUT[leftOut]?.includes(kind) !== true)
  const files = { 'cluster.json': JSON.stringify({ kind: 'List', apiVersion: 'v1', items: left }) }
  const args = [verb, ...(ASKED[verb] ?? [])]
  const from = verb === 'diff' ? ['@cluster.json'] : ['-f', '@cluster.json']
  const { code } = await podfit([...args, ...from], { files, now: '2026-09-14T10:30:00Z' })
  return code
}

const reasonsOf = (leftOut: string, verb: string): readonly string[] =>
  (REASONS[leftOut] ?? [])
    .filter(([verbs]) => verbs.split(' ').includes(verb))
    .map(([, why]) => why)

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`

it('docs/reference/exit-codes.md says how each verb ends, and why one ends otherwise', async () => {
  expect([...Object.keys(ASKED), ...Object.keys(OTHERS)].toSorted()).toEqual(
    Object.keys(COMMANDS).toSorted(),
  )
  const columns = Object.keys(LEFT_OUT)
  const codes = new Map<string, readonly number[]>()
  for (const verb of Object.keys(ASKED)) {
    const ends: number[] = []
    for (const column of columns) ends.push(await codeOf(verb, column))
    codes.set(verb, ends)
  }
  const unexplained = [...codes].flatMap(([verb, ends]) =>
    columns.slice(1).flatMap((column, i) => {
      const reasons = reasonsOf(column, verb).length
      return reasons === (ends[i + 1] === EXIT.input ? 0 : 1) ? [] : [`${verb} without ${column}`]
    }),
  )
  expect(unexplained).toEqual([])
  expect([...codes.values()].map(([whole]) => whole)).toEqual([...codes].map(() => EXIT.done))

  for (const [verb, [args, code]] of Object.entries(OTHERS)) {
    const ran = await podfit([verb, ...args], {
      files: { 'cluster.json': JSON.stringify({ kind: 'List', items }), 'failing.yaml': FAILING },
    })
    expect(ran, verb).toMatchObject({ code })
  }

  const expected = [
    '# Exit codes',
    '',
    'One table for all verbs, made and checked by a test. Of several codes the gravest counts: 6, 5, 4, 3, 1, 2.',
    '',
    row(['code', 'means']),
    row(['---', '---']),
    ...Object.entries(EXIT).map(([name, code]) =>
      row([code, EXIT_TEXT[name as keyof typeof EXIT]]),
    ),
    '',
    '1 comes from `--fail-on` and `--check`, from assertions, and in every verb from what is refused; 2 only from `--detailed-exitcode`.',
    '',
    '## What was not given',
    '',
    'How a verb ends when the input lacks one kind of object. 4 where the question cannot be answered without it; another code',
    'where there is a reason, which stands below. An empty list is given: `kind: PodList` without items, or `--no-pods`, says that',
    'there are none, as in a new cluster.',
    '',
    row(
      [
        'verb',
        ...columns.map((column) => (column === 'nothing' ? 'all given' : `no ${column}`)),
      ].map((cell) => cell.replace('no everything', 'no object')),
    ),
    row(['---', ...columns.map(() => '---')]),
    ...[...codes].map(([verb, ends]) => row([`\`${verb}\``, ...ends])),
    '',
    ...Object.entries(REASONS).flatMap(([column, reasons]) => [
      `Without ${column}:`,
      '',
      ...reasons.map(
        ([verbs, why]) =>
          `- ${verbs
            .split(' ')
            .map((verb) => `\`${verb}\``)
            .join(', ')}: ${why}.`,
      ),
      '',
    ]),
    '## Verbs that ask no cluster',
    '',
    ...Object.entries(OTHERS).map(([verb, [, code, why]]) => `- \`${verb}\`: ${code} ${why}.`),
    '',
  ].join('\n')
  if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(PAGE, expected)
  expect(existsSync(PAGE) && readFileSync(PAGE, 'utf8')).toBe(expected)
})
