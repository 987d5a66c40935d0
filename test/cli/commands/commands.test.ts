import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../src/cli/commands/commands.js'
import { HELP } from '../../../src/cli/commands/help.js'

const USAGE = new Set(HELP.match(/^ {2}podfit [\w-]+/gm)?.map((line) => line.trim().split(' ')[1]))

describe('the verbs', () => {
  it('are those that the help lists', () => {
    expect(new Set(Object.keys(COMMANDS))).toEqual(USAGE)
  })

  it.each(Object.entries(COMMANDS))(
    '%s takes what it reads, and its code loads',
    async (name, command) => {
      const reads = ['filename', 'nodes'].filter((option) =>
        command.takes.some((one) => one === option),
      )
      expect(reads).toEqual(name === 'versions' ? [] : name === 'diff' ? ['nodes'] : ['filename'])
      expect(await command.load()).toBeTypeOf('function')
    },
  )
})
