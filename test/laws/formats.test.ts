import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands/commands.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { CLUSTER, DEPLOYMENT, SUITE, VERBS } from '../support/everyVerb.js'
import { podfit, type Ran } from '../support/world.js'

/** What may be wrong with an input, and what of it every report has to name. */
const FAULTS: Readonly<
  Record<string, { readonly items: readonly object[]; readonly names: string }>
> = {
  refused: {
    items: [manifest('refused', { minReadySeconds: -1 })],
    names: 'default/refused',
  },
  misspelt: {
    items: [{ ...manifest('misspelt'), kind: 'DeamonSet' }],
    names: 'misspelt',
  },
  unreadable: {
    items: [{ ...aNode('broken'), metadata: { name: 'broken', labels: { a: 5 } } }],
    names: 'broken',
  },
  warned: {
    items: [manifest('warned', {}, { nodeSelector: { 'beta.kubernetes.io/os': 'linux' } })],
    names: 'default/warned',
  },
}

function manifest(name: string, spec: object = {}, podSpec: object = {}) {
  const { apiVersion, kind, spec: usual } = aDaemonSet({ name })
  const template = { ...usual?.template, spec: { ...usual?.template?.spec, ...podSpec } }
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: 'default' },
    spec: { ...usual, template, ...spec },
  }
}

const FAILING_SUITE = SUITE.replace('n1', 'n2')

const listOf = (items: readonly object[]): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items })

const anyInput = fc.record({
  faults: fc.subarray(Object.keys(FAULTS)),
  brokenText: fc.boolean(),
  without: fc.constantFrom('', '', 'Node', 'DaemonSet', 'Pod'),
  suite: fc.constantFrom(SUITE, FAILING_SUITE),
})

interface Input {
  readonly faults: readonly string[]
  readonly brokenText: boolean
  /** A kind that the cluster was not asked for. */
  readonly without: string
  readonly suite: string
}

const filesOf = ({ faults, brokenText, without, suite }: Input) => {
  const cluster = CLUSTER.filter((object) => !('kind' in object) || object.kind !== without)
  const items = faults.flatMap((fault) => FAULTS[fault]?.items ?? [])
  return {
    'c.json': JSON.stringify(cluster),
    'm.json': brokenText ? `${listOf(items)}\n{"kind": ` : listOf(items),
    'd.json': listOf([DEPLOYMENT, ...cluster, ...items]),
    's.yaml': suite,
  }
}

const formatsOf = async (verb: string): Promise<readonly string[]> => {
  const flags = (await COMMANDS[verb]?.())?.flags ?? []
  return flags.find(({ name }) => name === 'output')?.choices ?? []
}

/** What a report of CI says by itself: whether something failed, and whether something was not looked at. */
const verdictOf = (format: string, { stdout }: Ran) => {
  switch (format) {
    case 'junit': {
      const count = (name: string): number =>
        Number(new RegExp(`<testsuites [^>]*${name}="(\\d+)"`).exec(stdout)?.[1])
      return { bad: count('failures') + count('errors') > 0 }
    }
    case 'sarif': {
      const log = JSON.parse(stdout) as {
        readonly runs: readonly { readonly results: readonly { readonly level: string }[] }[]
      }
      return { bad: log.runs.some(({ results }) => results.some(({ level }) => level === 'error')) }
    }
    case 'github':
      return { bad: /^::error/m.test(stdout) }
    default:
      return undefined
  }
}

describe('formats do not contradict each other', () => {
  it('audit and test have one for each reader', async () => {
    const all = ['text', 'json', 'yaml', 'markdown', 'junit', 'sarif', 'github']
    for (const verb of ['audit', 'test']) expect(await formatsOf(verb)).toEqual(all)
  })

  it('every verb ends with the same exit code in each of its formats', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(VERBS)), anyInput, async (verb, input) => {
        const files = filesOf(input)
        const args = VERBS[verb] ?? []
        const { code } = await podfit([verb, ...args], { files })
        for (const format of await formatsOf(verb)) {
          const ran = await podfit([verb, ...args, '-o', format], { files })
          expect({ verb, format, code: ran.code }).toEqual({ verb, format, code })
        }
      }),
      { numRuns: 40 },
    )
  }, 120_000)

  it('a report of CI is bad if and only if the exit code is, whatever --fail-on says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('audit', 'test'),
        fc.constantFrom('error', 'warning', 'note', 'never'),
        anyInput,
        async (verb, failOn, input) => {
          const files = filesOf(input)
          const usual = (VERBS[verb] ?? []).filter((arg) => arg !== '--fail-on' && arg !== 'never')
          const args = verb === 'audit' ? [...usual, '--fail-on', failOn] : usual
          for (const format of ['junit', 'sarif', 'github']) {
            const ran = await podfit([verb, ...args, '-o', format], { files })
            expect({ format, ...verdictOf(format, ran) }).toEqual({ format, bad: ran.code !== 0 })
          }
        },
      ),
      { numRuns: 40 },
    )
  }, 120_000)

  it('what is refused or cannot be read stands in the report itself, in every format', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('audit', 'test'), anyInput, async (verb, input) => {
        const files = filesOf(input)
        for (const format of await formatsOf(verb)) {
          const { stdout } = await podfit([verb, ...(VERBS[verb] ?? []), '-o', format], { files })
          for (const fault of input.faults) {
            expect({ format, fault, stdout }).toMatchObject({
              stdout: expect.stringContaining(FAULTS[fault]?.names ?? '') as string,
            })
          }
          if (input.brokenText)
            expect({ format, stdout }).toMatchObject({
              stdout: expect.stringContaining('m.json') as string,
            })
        }
      }),
      { numRuns: 30 },
    )
  }, 120_000)
})
