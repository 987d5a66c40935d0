import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../src/cli/commands/commands.js'
import { EXIT } from '../../../src/cli/exitCode.js'
import { commandHelp, podfitHelp, usageLine } from '../../../src/cli/frame/helpText.js'

const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()))
const help = podfitHelp(commands)

describe('podfitHelp', () => {
  it.each(commands)('lists $name', ({ name, summary }) => {
    expect(help.some((line) => line.startsWith(`  ${name} `) && line.endsWith(summary))).toBe(true)
  })

  it.each(Object.values(EXIT))('tells what exit code %i means', (code) => {
    expect(help.find((line) => line.startsWith(`  ${code}  `))).toMatch(/[a-z)]$/)
  })
})

describe('commandHelp', () => {
  it.each(commands)('tells how to call $name, and what each flag does', (command) => {
    const lines = commandHelp(command)
    expect(lines).toContain(usageLine(command))
    for (const { name, short, value } of command.flags) {
      const term = `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`
      const line = lines.find((each) => each.startsWith(`  ${term} `))
      expect(line?.slice(term.length + 2).trim()).toMatch(/../)
    }
    for (const { line } of command.examples) expect(lines).toContain(`  ${line}`)
  })

  it('has a usage line with what is needed', () => {
    const usageOf = (name: string) =>
      commands
        .filter((each) => each.name === name)
        .map(usageLine)
        .join('')
    expect(usageOf('explain')).toBe('Usage: podfit explain [NAME] [NODE] -f FILE... [options]')
    expect(usageOf('diff')).toBe('Usage: podfit diff [BEFORE] [AFTER] [options]')
    expect(usageOf('test')).toBe('Usage: podfit test SUITE... [options]')
    expect(usageOf('convert')).toBe('Usage: podfit convert -f FILE... [options]')
  })
})

it('all help fits a terminal of 110 columns', () => {
  const lines = [...help, ...commands.flatMap(commandHelp)]
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(110)
})
