import { describe, expect, it } from 'vitest'
import { HELP } from '../../src/cli/commands/help.js'
import { run } from '../../src/cli/run.js'
import { VERSION } from '../../src/cli/version.js'
import { fakeWorld, podfit } from '../support/world.js'

const SECRET = '{"kind": "Secret"}'

describe('run', () => {
  it.each([[], ['help'], ['-h'], ['--help'], ['plan', '--help'], ['explain', '-h', 'x', 'y', 'z']])(
    'helps: %j %j %j',
    async (...args) => {
      expect(await podfit(args)).toEqual({ code: 0, stdout: HELP, stderr: '' })
    },
  )

  it.each([['version'], ['--version']])('says its version: %s', async (arg) => {
    expect(await podfit([arg])).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: '' })
  })

  it.each([
    ['an unknown command', ['apply'], 'no command apply'],
    ['a command that objects inherit', ['constructor'], 'no command constructor'],
    ['options before the command', ['-f', 'x', 'plan'], 'no command -f'],
    [
      'an argument to plan',
      ['plan', 'cluster.json'],
      'plan takes no argument cluster.json; give files with -f',
    ],
    [
      'an argument to convert',
      ['convert', 'a.yaml', 'b.yaml'],
      'convert takes no argument a.yaml; give files with -f',
    ],
    [
      'explain without a DaemonSet',
      ['explain', '-f', '-'],
      'explain what? podfit explain DAEMONSET [NODE] -f FILE',
    ],
    ['too much to explain', ['explain', 'a', 'b', 'c', 'd', '-f', '-'], 'too many arguments: c d'],
    [
      'convert without a file',
      ['convert'],
      'give the Deployment with -f FILE or -f - (standard input)',
    ],
    ['a format that does not exist', ['plan', '-o', 'xml'], '-o xml: expected one of text, json'],
    [
      'taint without a resource',
      ['taint'],
      'one or more resources must be specified as <resource> <name>',
    ],
  ])('refuses %s', async (_case, args, message) => {
    expect(await podfit(args)).toEqual({
      code: 3,
      stdout: '',
      stderr: `podfit: ${message}\nRun podfit --help for the options.\n`,
    })
  })

  it.each([['plan'], ['explain', 'a'], ['taint', 'nodes', 'n1', 'k:NoSchedule']])(
    'asks for the cluster when none is given: %s',
    async (...args) => {
      const { code, stdout, stderr } = await podfit(args)
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
      expect(stderr).toContain("give the cluster's objects with -f FILE")
      expect(stderr).toContain('kubectl get nodes,daemonsets,pods,controllerrevisions -A -o json')
    },
  )

  it.each([
    ['explain', '--now'],
    ['explain', '--selector'],
    ['explain', '--observed'],
    ['explain', '--detailed-exitcode'],
    ['plan', '--overwrite'],
    ['plan', '--all'],
    ['taint', '--namespace'],
    ['taint', '--detailed-exitcode'],
    ['convert', '--output'],
    ['convert', '--no-color'],
    ['plan', '--verbose'],
  ])('refuses an option that %s does not take: %s', async (command, option) => {
    const { code, stdout, stderr } = await podfit([command, option, 'x', '-f', '-'])
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toContain(option)
  })

  it('refuses a file that is not there', async () => {
    expect(await podfit(['plan', '-f', '@gone.yaml'], { files: { 'a.yaml': '' } })).toEqual({
      code: 3,
      stdout: '',
      stderr:
        'podfit: -f gone.yaml: no such file or directory\nRun podfit --help for the options.\n',
    })
  })

  it.each([
    ['in a pipe', {}, [], false],
    ['on a terminal', { terminal: true }, [], true],
    ['with NO_COLOR', { terminal: true, env: { NO_COLOR: '1' } }, [], false],
    ['with --no-color', { terminal: true }, ['--no-color'], false],
  ])('colours its output only on a terminal where it is wanted: %s', async (...row) => {
    const [, surroundings, args, coloured] = row
    const { stdout } = await podfit(['plan', '-f', '-', ...args], {
      stdin: SECRET,
      ...surroundings,
    })
    expect(stdout.includes('\u001b[')).toBe(coloured)
  })

  it('does not hide an error of its own', async () => {
    const { world } = fakeWorld()
    const broken = {
      ...world,
      stdout: () => {
        throw new Error('pipe closed')
      },
    }
    await expect(run(['--help'], broken)).rejects.toThrow('pipe closed')
  })
})
