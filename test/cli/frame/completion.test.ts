import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../src/cli/commands/commands.js'
import { completion, SHELLS } from '../../../src/cli/frame/completion.js'
import { podfit, withFiles } from '../../support/world.js'

const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()))
const flags = commands.flatMap((command) =>
  command.flags.map(({ name, short }) => ({ verb: command.name, name, short })),
)

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0

describe.each(SHELLS)('completion for %s', (shell) => {
  const script = completion(shell, commands)

  it('knows every verb and flag', () => {
    for (const { name } of commands) expect(script).toContain(name)
    for (const { name } of flags) {
      expect(script).toContain(shell === 'fish' ? `-l ${name} ` : `--${name}`)
    }
  })

  it('is what podfit prints', async () => {
    expect(await podfit(['completion', shell])).toEqual({ code: 0, stdout: script, stderr: '' })
  })

  it.runIf(has(shell))('is a script', async () => {
    await withFiles({ script }, (directory) => {
      const { status, stderr } = spawnSync(shell, ['-n', join(directory, 'script')])
      expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: '' })
      return Promise.resolve()
    })
  })
})

describe('the script for bash', () => {
  const script = completion('bash', commands)

  const complete = (line: string, directory = '.'): readonly string[] => {
    const words = line.split(/(?==)|(?<==)| /)
    const ask = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})\nCOMP_CWORD=${words.length - 1}\n_podfit\nprintf '%s\\n' "\${COMPREPLY[@]}"`
    const printed = execFileSync('bash', ['-c', `${script}\n${ask}`], {
      cwd: directory,
      encoding: 'utf8',
    })
    return printed.trim().split('\n')
  }

  it.each([
    ['podfit pl', ['plan']],
    ['podfit re', ['ready', 'redact']],
    ['podfit help wh', ['what-if']],
    ['podfit plan --detailed', ['--detailed-exitcode']],
    ['podfit plan -o ', ['text', 'json', 'yaml', 'markdown']],
    ['podfit diff a b -o m', ['markdown']],
    ['podfit audit --output=s', ['sarif']],
    ['podfit audit --output=', ['text', 'json', 'yaml', 'markdown', 'junit', 'sarif', 'github']],
    ['podfit audit --fail-on n', ['note', 'never']],
    ['podfit plan -n ', ['']],
    ['podfit completion z', ['zsh']],
    ['podfit plan --nothing', ['']],
  ])('completes %j', (line, words) => {
    expect(complete(line)).toEqual(words)
  })

  it('completes names of files, with spaces in them too', async () => {
    const files = { 'cluster a.json': '{}', 'cluster-b.yaml': '', 'other.json': '' }
    await withFiles(files, (directory) => {
      const found = (line: string) => [...complete(line, directory)].sort()
      expect(found('podfit plan -f clu')).toEqual(['cluster a.json', 'cluster-b.yaml'])
      expect(found('podfit diff clu')).toEqual(['cluster a.json', 'cluster-b.yaml'])
      expect(found('podfit diff a b --nodes=oth')).toEqual(['other.json'])
      return Promise.resolve()
    })
  })
})

describe.runIf(has('fish'))('the script for fish', () => {
  it.each([
    ['podfit pl', 'plan\t'],
    ['podfit plan --detailed', '--detailed-exitcode\t'],
    ['podfit audit --fail-on n', 'note'],
    ['podfit completion z', 'zsh'],
  ])('completes %j', (line, start) => {
    const script = `${completion('fish', commands)}\ncomplete -C '${line}'`
    expect(execFileSync('fish', ['--no-config', '-c', script], { encoding: 'utf8' })).toMatch(
      new RegExp(`^${start}`, 'm'),
    )
  })
})
