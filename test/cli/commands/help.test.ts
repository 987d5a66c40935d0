import { describe, expect, it } from 'vitest'
import { EXIT } from '../../../src/cli/exitCode.js'
import { HELP } from '../../../src/cli/commands/help.js'

describe('HELP', () => {
  it.each(['plan', 'explain', 'taint', 'convert', 'versions'])(
    'tells how to call %s',
    (command) => {
      expect(HELP).toContain(`\n  podfit ${command} `)
    },
  )

  it.each([
    '-f, --filename',
    '-n, --namespace',
    '-l, --selector',
    '--now',
    '--observed',
    '--kubernetes',
    '--feature-gates',
    '--against',
    '--detailed-exitcode',
    '--all',
    '--overwrite',
    '-o, --output',
    '--no-color',
    '-h, --help',
    '--version',
  ])('tells what %s does', (option) => {
    const line = HELP.split('\n').find((each) => each.trimStart().startsWith(option))
    expect(line?.trim().split(/ +/).length).toBeGreaterThan(2)
  })

  it.each(Object.values(EXIT))('tells what exit code %i means', (code) => {
    expect(HELP).toMatch(new RegExp(`Exit codes\\n.*\\b${code} [a-z]`))
  })

  it('fits a terminal of 110 columns and ends with a line', () => {
    expect(Math.max(...HELP.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110)
    expect(HELP.endsWith('\n')).toBe(true)
  })
})
