import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../src/cli/commands/commands.js'

describe('the verbs', () => {
  it.each(Object.entries(COMMANDS))(
    '%s is what it is called, and has examples',
    async (name, load) => {
      const command = await load()
      expect(command.name).toBe(name)
      expect(command.examples.length).toBeGreaterThan(0)
      for (const { line } of command.examples) expect(line).toMatch(`podfit ${name}`)
    },
  )

  it.each(Object.keys(COMMANDS))('%s has tests of its own', (name) => {
    const file = name.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase())
    const tests = readdirSync('test/cli', { recursive: true, encoding: 'utf8' })
    expect(tests.some((path) => new RegExp(`\\b${file}(Command)?\\.test`).test(path))).toBe(true)
  })

  it.each(Object.entries(COMMANDS))('%s takes no flag twice', async (_name, load) => {
    const { flags } = await load()
    const names = flags.flatMap(({ name, short }) => [`--${name}`, ...(short ? [`-${short}`] : [])])
    expect(new Set(names).size).toBe(names.length)
    expect(names).not.toContain('-h')
  })

  it.each(Object.entries(COMMANDS))('%s takes what it reads', async (name, load) => {
    const { flags } = await load()
    const reads = flags.filter(({ files }) => files === true).map((flag) => flag.name)
    const more: Readonly<Record<string, readonly string[]>> = {
      diff: ['filename', 'kubeconfig', 'apply', 'nodes'],
      rollout: ['filename', 'kubeconfig', 'apply', 'patch-file'],
      convert: ['filename'],
      lint: ['filename'],
      simplify: ['filename'],
      snapshot: ['kubeconfig'],
      versions: [],
      completion: [],
    }
    expect(reads).toEqual(more[name] ?? ['filename', 'kubeconfig'])
  })
})
