import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands/commands.js'
import { shownJson } from '../../src/data/exactJson.js'
import { parseYaml } from '../../src/decode/yaml.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import { createdRevision } from '../../src/sync/createdObjects.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { podfit } from '../support/world.js'

/** What a name may try: another line, a command to CI, the screen, the title, the order of text, invisible text. */
const HOSTILE =
  'x\n::error title=a::pwned\r\n##[error]pwned\u001b[2J\u001b]0;pwned\u0007\u009b31m\u202epwned\u200b\u2028y'

/** Stands for the hostile text, and for a harmless one of which everything else is the same. */
const NAME = 'NAME'
const HARMLESS = 'harmless'

/** Selectors are left alone: one that is not valid selects other nodes. */
const named = (name: string, daemonSet: DaemonSet): DaemonSet => ({
  ...daemonSet,
  metadata: { ...daemonSet.metadata, name: `${name}-${NAME}`, namespace: `apps-${NAME}` },
})

const agent = named(
  'agent',
  aDaemonSet({
    metadata: { generation: 2 },
    podSpec: { tolerations: [{ key: `key-${NAME}`, operator: 'Exists' }] },
  }),
)
const former = named('agent', aDaemonSet({ podSpec: { hostNetwork: true } }))
const unlucky = named(
  'unlucky',
  aDaemonSet({
    name: 'unlucky',
    podSpec: { nodeSelector: { disk: 'none' }, tolerations: [{ operator: 'Exists' }] },
  }),
)
const labels = { disk: 'ssd', zone: `z-${NAME}` }
const CLUSTER = [
  agent,
  unlucky,
  createdRevision(former, 'a', 1),
  createdRevision(agent, 'b', 2),
  aNode(`n1-${NAME}`, { labels }),
  aNode(`n2-${NAME}`, { labels, taints: [`other-${NAME}:NoSchedule`] }),
  aNode(`n3-${NAME}`, { taints: [`other-${NAME}:NoExecute`] }),
  aPodOf(agent, { node: `n1-${NAME}`, hash: 'a', ready: false }),
  aPodOf(agent, { node: `n2-${NAME}`, hash: 'a' }),
  { apiVersion: 'v1', kind: 'Node', metadata: { name: `broken-${NAME}`, labels: { [NAME]: 5 } } },
  { kind: `Other-${NAME}`, metadata: { name: 'o' } },
]

const manifest = {
  ...agent,
  metadata: { name: `agent-${NAME}`, namespace: `apps-${NAME}` },
  spec: { ...agent.spec, template: former.spec?.template },
}

const SUITE = {
  apiVersion: 'podfit/v1',
  kind: 'Suite',
  metadata: { name: `suite-${NAME}` },
  tests: [
    {
      name: `test-${NAME}`,
      cases: [
        {
          name: `case-${NAME}`,
          assertions: [{ runsOnEvery: { daemonSets: [`agent-${NAME}`] } }],
        },
      ],
    },
  ],
}

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: NAME },
  spec: { replicas: 2 },
}

const json = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'bigint' ? Number(member) : member,
  )

const FILES = {
  [`cluster-${NAME}.json`]: json(CLUSTER),
  [`manifest-${NAME}.json`]: json([manifest]),
  [`suite-${NAME}.json`]: json(SUITE),
  [`deployment-${NAME}.json`]: json(DEPLOYMENT),
  [`cut-${NAME}.json`]: '[{"apiVersion": "v1", "kind": "Node"',
}

const runWith = async (
  name: string,
  args: readonly string[],
  terminal: boolean,
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> => {
  const inJson = json(name).slice(1, -1)
  const files = Object.entries(FILES).map(([file, text]) => [
    file.replaceAll(NAME, name),
    text.replaceAll(NAME, inJson),
  ])
  const given = args.map((arg) => arg.replaceAll(NAME, name))
  return await podfit(given, { files: Object.fromEntries(files) as typeof FILES, terminal })
}

const F = ['-f', `@cluster-${NAME}.json`]
const DS = `apps-${NAME}/agent-${NAME}`

const CASES: readonly (readonly string[])[] = [
  ['plan', ...F],
  ['plan', ...F, '--against', '1.21'],
  ['plan', ...F, '-n', NAME],
  ['status', ...F],
  ['status', ...F, '--details'],
  ['status', ...F, '-o', 'markdown'],
  ['node', `n1-${NAME}`, ...F],
  ['node', `n3-${NAME}`, ...F, '-o', 'markdown'],
  ['node', `gone-${NAME}`, ...F],
  ['matrix', ...F],
  ['capacity', ...F],
  ['capacity', ...F, '-o', 'markdown'],
  ['ready', ...F],
  ['ready', ...F, '-o', 'markdown'],
  ['matrix', ...F, '-o', 'markdown'],
  ['explain', DS, ...F],
  ['explain', DS, `n2-${NAME}`, ...F],
  ['explain', `gone-${NAME}`, ...F],
  ['explain', DS, `gone-${NAME}`, ...F],
  ['diff', `@cluster-${NAME}.json`, `@manifest-${NAME}.json`],
  ['diff', `@cluster-${NAME}.json`, `@manifest-${NAME}.json`, '-o', 'markdown'],
  ['rollout', DS, ...F],
  ['rollout', DS, ...F, '--stages', '50%,100%', '--by', 'zone'],
  ['rollout', DS, ...F, '--apply', `@manifest-${NAME}.json`],
  ['what-if', `cordon 'n1-${NAME}'`, `delete node 'n2-${NAME}'`, ...F],
  ['what-if', `cordon 'n1-${NAME}'`, ...F, '-o', 'markdown'],
  ['what-if', `explode 'n1-${NAME}'`, ...F],
  ['what-if', `cordon 'no-node-is-called-${NAME}'`, ...F],
  ['taint', 'nodes', `n1-${NAME}`, 'new:NoExecute', ...F],
  ['taint', 'nodes', `gone-${NAME}`, 'new:NoExecute', ...F],
  ['taint', 'nodes', `n1-${NAME}`, `new-${NAME}:NoExecute`, ...F],
  ['history', DS, ...F],
  ['undo', DS, ...F],
  ['undo', DS, ...F, '--to-revision', '9'],
  ['convert', '-f', `@cut-${NAME}.json`],
  ['audit', ...F],
  ['lint', ...F],
  ['audit', ...F, '-o', 'markdown'],
  ['audit', ...F, '--taint-owner', NAME],
  ['lint', ...F],
  ['lint', ...F, '-o', 'markdown'],
  ['lint', ...F, '--severity', NAME],
  ['simplify', ...F],
  ['simplify', ...F, '-o', 'markdown'],
  ['simplify', '-f', `@manifest-${NAME}.json`],
  ['test', `@suite-${NAME}.json`, ...F],
  ['test', `@suite-${NAME}.json`, ...F, '-o', 'markdown'],
  ['test', `@cut-${NAME}.json`, ...F],
  ['suggest', DS, `n3-${NAME}`, ...F],
  ['suggest', DS, ...F],
  ['suggest', `apps-${NAME}/unlucky-${NAME}`, ...F],
  ['redact', '-f', `@cut-${NAME}.json`],
  ['snapshot', '--context', NAME],
  ['versions', '--kubernetes', NAME],
  ['versions', '--feature-gates', `${NAME}=true`],
  ['completion', NAME],
  ['plan', '-f', `@gone-${NAME}`],
  ['plan', '-f', `@cut-${NAME}.json`],
  ['plan', '-o', NAME, ...F],
  ['plan', `--${NAME}`, ...F],
  ['plan', `-l`, NAME, ...F],
  ['plan', NAME],
  [NAME],
]

/** What podfit's own styles write. */
const STYLES = ['1', '2', '22', '31', '32', '33', '39'].map((code) => `\u001b[${code}m`)

const withoutStyles = (text: string): string =>
  STYLES.reduce((left, style) => left.replaceAll(style, ''), text)

/** What programs read holds names, but escaped as its format does. */
const READ_BY_PROGRAMS: readonly (readonly string[])[] = [
  ['suggest', DS, `n3-${NAME}`, ...F, '--patch', 'json'],
  ['suggest', DS, `n3-${NAME}`, ...F, '--patch', 'merge'],
  ['suggest', DS, `n3-${NAME}`, ...F, '--patch', 'kustomize'],
  ['redact', ...F],
  ['redact', ...F, '--names'],
  ['convert', '-f', `@deployment-${NAME}.json`],
]

/** The rows of a text, without those about names that the API server would refuse. */
const rowsOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((row) => !/would refuse it as a manifest|^Of manifests not validated/.test(row))

describe('no name, message, file or argument acts on the terminal or the log', () => {
  it.each(CASES)('podfit %s %s %s %s %s %s %s', async (...args) => {
    for (const terminal of [false, true]) {
      const harmless = await runWith(HARMLESS, args, terminal)
      const hostile = await runWith(HOSTILE, args, terminal)
      // Rows of GitHub's own commands are no text; they are looked at below.
      for (const stream of ['stdout', 'stderr'] as const) {
        const text = hostile[stream]
        const shown = terminal ? withoutStyles(text) : text
        expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
        expect(shown).not.toMatch(/^\s*::|##\w*\[/m)
        if (hostile.code === harmless.code && !/ refuses it: /.test(text)) {
          expect(rowsOf(text).length).toBe(rowsOf(harmless[stream]).length)
        }
      }
    }
  })

  it.each([...new Set(CASES.map(([verb]) => verb))].filter((verb) => verb !== NAME))(
    'podfit %s: the same in every format that programs read',
    async (verb = '') => {
      const command = await COMMANDS[verb]?.()
      const choices = command?.flags.find(({ name }) => name === 'output')?.choices ?? ['']
      const formats = choices.filter((format) => format !== 'github')
      for (const [, ...args] of [...CASES, ...READ_BY_PROGRAMS].filter(([name]) => name === verb)) {
        for (const format of formats) {
          const line = [verb, ...args, ...(format === '' ? [] : ['-o', format])]
          const { stdout, stderr } = await runWith(HOSTILE, line, false)
          for (const text of [stdout, stderr]) {
            expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
            expect(text).not.toMatch(/^\s*(?:::|##\w*\[)/m)
          }
        }
      }
    },
  )

  it('of every verb', () => {
    const verbs = new Set(CASES.map(([verb]) => verb))
    expect(Object.keys(COMMANDS).filter((verb) => !verbs.has(verb))).toStrictEqual([])
  })

  it.each([
    ['audit', ...F, '-o', 'github'],
    ['test', `@suite-${NAME}.json`, ...F, '-o', 'github'],
  ])('podfit %s: a finding is one command to GitHub', async (...args) => {
    const harmless = await runWith(HARMLESS, args, false)
    const { stdout } = await runWith(HOSTILE, args, false)
    const lines = rowsOf(stdout.trimEnd())
    expect(lines).toHaveLength(rowsOf(harmless.stdout.trimEnd()).length)
    for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice) [^:]*::[^\r\n]*$/)
    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  })
})

it('JSON has every name as it is', async () => {
  const { stdout } = await runWith(HOSTILE, ['explain', DS, ...F, '-o', 'json'], true)
  expect(JSON.parse(stdout)).toMatchObject({ daemonSet: DS.replaceAll(NAME, HOSTILE) })
})

it.each(['merge', 'kustomize'])('a %s patch has every name as it is', async (kind) => {
  const args = ['suggest', DS, `n3-${NAME}`, ...F, '--patch', kind]
  const { stdout } = await runWith(HOSTILE, args, true)
  const name = json(`other-${HOSTILE}`)
  // A kustomization holds the patch as text.
  const expected = kind === 'merge' ? name : shownJson(name)
  expect(JSON.stringify(parseYaml(stdout))).toContain(
    kind === 'merge' ? expected : json(expected).slice(1, -1),
  )
})

it('a patch has every name as it is', async () => {
  const args = ['suggest', DS, `n3-${NAME}`, ...F, '--patch', 'json']
  const { stdout } = await runWith(HOSTILE, args, true)
  expect(JSON.stringify(JSON.parse(stdout))).toContain(json(`other-${HOSTILE}`))
})
