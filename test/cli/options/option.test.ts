import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../src/cli/exitCode.js'
import { printingItself, switchOption } from '../../../src/cli/options/option.js'
import { podfit } from '../../support/world.js'

describe('printingItself', () => {
  const fix = printingItself(switchOption({ name: 'fix', text: 'print the files' }))
  const read = (flags: Readonly<Record<string, readonly string[]>>) =>
    fix.read((name) => flags[name] ?? [])

  it('is the option where no format is asked for, and lets every format be without it', () => {
    expect(read({})).toBe(false)
    expect(read({ fix: ['true'] })).toBe(true)
    expect(read({ output: ['json'] })).toBe(false)
  })

  it('refuses a format beside it', () => {
    expect(() => read({ fix: ['true'], output: ['json'] })).toThrow(UsageError)
  })

  it.each(['lint', 'simplify'])('is --fix of %s', async (verb) => {
    const { code, stdout, stderr } = await podfit([verb, '-f', '-', '--fix', '-o', 'json'], {})
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toContain('--fix prints a text of its own: -o json cannot be given with it')
  })
})
