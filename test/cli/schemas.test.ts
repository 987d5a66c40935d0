import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands/commands.js'
import { parseJson } from '../../src/decode/json.js'
import { parseYaml } from '../../src/decode/yaml.js'
import { closed, schemaFaults, schemaOf } from '../support/schemas.js'
import { CLUSTER, DEPLOYMENT, SUITE, VERBS } from '../support/everyVerb.js'
import { podfit } from '../support/world.js'

const FILES = {
  'c.json': JSON.stringify(CLUSTER),
  'm.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [] }),
  'd.json': JSON.stringify([DEPLOYMENT, ...CLUSTER]),
  's.yaml': SUITE,
}

const NAMES = readdirSync('schemas').map((file) => file.replace(/\.json$/, ''))

const answerOf = async (verb: string, format: 'json' | 'yaml'): Promise<unknown> => {
  const args = verb === 'versions' ? [] : (VERBS[verb] ?? [])
  const { stdout } = await podfit([verb, ...args, '-o', format], { files: FILES })
  const read = format === 'json' ? parseJson(stdout) : parseYaml(stdout)[0]
  return read?._tag === 'Right' ? read.right : undefined
}

describe('schemas', () => {
  it('are of every verb that prints JSON', async () => {
    const verbs = await Promise.all(
      Object.entries(COMMANDS).map(async ([name, load]) => {
        const { flags } = await load()
        const formats = flags.find((flag) => flag.name === 'output')?.choices ?? []
        return formats.includes('json') ? [name] : []
      }),
    )
    // What snapshot prints is a list of Kubernetes' objects.
    expect([...NAMES, 'snapshot']).toEqual(expect.arrayContaining(verbs.flat()))
  })

  it.each(NAMES)('%s: is of the draft that it names, and says what its members are', (verb) => {
    expect(schemaOf(verb)).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: `podfit/schemas/${verb}.json`,
    })
    expect(readFileSync(`schemas/${verb}.json`, 'utf8')).not.toContain('"anyOf": []')
  })

  it.each(NAMES.filter((verb) => verb !== 'redact'))(
    '%s: takes what the verb prints as JSON, and the same as YAML',
    async (verb) => {
      const json = await answerOf(verb, 'json')
      expect(schemaFaults(verb, json)).toEqual([])
      expect(Object.keys(json as object)).toContain('formatVersion')
      expect(await answerOf(verb, 'yaml')).toEqual(json)
    },
  )

  it.each(NAMES.filter((verb) => verb !== 'redact'))(
    '%s: takes nothing that the verb does not print',
    async (verb) => {
      const json = (await answerOf(verb, 'json')) as object
      expect(schemaFaults(verb, { ...json, formatVersion: 'one' })).not.toEqual([])
      expect(schemaFaults(verb, { ...json, more: 1 })).not.toEqual([])
      const { formatVersion: _left, ...rest } = json as { readonly formatVersion: unknown }
      expect(schemaFaults(verb, rest)).not.toEqual([])
    },
  )

  it('stand for no verb that has none', () => {
    expect(schemaFaults('completion', {})).toEqual(['there is no schemas/completion.json'])
    expect(closed([{ properties: {} }, null, 1])).toEqual([
      { properties: {}, additionalProperties: false },
      null,
      1,
    ])
  })

  it('are exported, and shipped', () => {
    const { exports, files } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly exports: Readonly<Record<string, unknown>>
      readonly files: readonly string[]
    }
    expect(exports['./schemas/*.json']).toBe('./schemas/*.json')
    expect(files).toContain('schemas')
  })
})
