import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands/commands.js'
import { commandHelp, podfitHelp } from '../../src/cli/frame/helpText.js'
import { run } from '../../src/cli/run.js'
import { VERSION } from '../../src/cli/version.js'
import { fakeWorld, podfit } from '../support/world.js'

const SECRET = '{"apiVersion": "v1", "kind": "Secret"}'

const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()))

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

describe('run', () => {
  it.each([[], ['help'], ['-h'], ['--help']])('helps: %j', async (...args) => {
    expect(await podfit(args)).toEqual({ code: 0, stdout: text(podfitHelp(commands)), stderr: '' })
  })

  it.each([
    ['plan', ['plan', '--help']],
    ['plan', ['plan', 'x', '-h', '--output', 'json']],
    ['explain', ['explain', '-h', 'x', 'y', 'z']],
    ['what-if', ['help', 'what-if']],
    ['diff', ['--help', 'diff']],
  ])('helps with %s: %j', async (name, args) => {
    const lines = commands.filter((each) => each.name === name).flatMap(commandHelp)
    expect(await podfit(args)).toEqual({ code: 0, stdout: text(lines), stderr: '' })
  })

  it.each([['version'], ['--version']])('says its version: %s', async (arg) => {
    expect(await podfit([arg])).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: '' })
  })

  it.each([
    ['an unknown verb', ['frobnicate'], "unknown verb 'frobnicate'"],
    ['a mistyped verb', ['explan'], "unknown verb 'explan'; did you mean explain?"],
    ['help with an unknown verb', ['help', 'plans'], "unknown verb 'plans'; did you mean plan?"],
    ['a verb that objects inherit', ['constructor'], "unknown verb 'constructor'"],
    ['flags before the verb', ['-f', 'x', 'plan'], '-f stands before the verb'],
    [
      'an argument to redact',
      ['redact', 'cluster.json'],
      'redact takes no argument cluster.json; give files with -f',
    ],
    [
      'an argument to convert',
      ['convert', 'a.yaml', 'b.yaml'],
      'convert takes no argument a.yaml; give files with -f',
    ],
    [
      'history without a DaemonSet',
      ['history', '-f', '-'],
      'history: expected DAEMONSET\nUsage: podfit history DAEMONSET -f FILE... [options]',
    ],
    [
      'too much to explain',
      ['explain', 'a', 'b', 'c', 'd', '-f', '-'],
      'too many arguments: c d\nUsage: podfit explain [NAME] [NODE] -f FILE... [options]',
    ],
    [
      'convert without a file',
      ['convert'],
      'give the Deployment with -f FILE or -f - (standard input)',
    ],
    [
      'a format that does not exist',
      ['plan', '-o', 'xml'],
      '-o xml: expected one of text, json, yaml, markdown',
    ],
    [
      'taint without a resource',
      ['taint'],
      'one or more resources must be specified as <resource> <name>',
    ],
  ])('refuses %s', async (_case, args, message) => {
    const { stderr, ...ran } = await podfit(args)
    expect(ran).toEqual({ code: 3, stdout: '' })
    expect(stderr.startsWith(`podfit: ${message}\n`)).toBe(true)
    expect(stderr).toMatch(/\nRun podfit [a-z -]*--help for arguments and options\.\n$/)
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
    ['explain', '--selector'],
    ['explain', '--no-cache-lag'],
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
        'podfit: gone.yaml: no such file or directory\nRun podfit plan --help for arguments and options.\n',
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

  const broken = (error: Error) => {
    const { world, printed } = fakeWorld()
    return { printed, world: { ...world, stdout: () => Promise.reject(error) } }
  }

  it('says when the output cannot be written', async () => {
    const { world, printed } = broken(new Error('no space left on device'))
    expect(await run(['--help'], world)).toBe(6)
    expect(printed.stderr).toBe('podfit: standard output: no space left on device\n')
  })

  it('ends silently when nobody reads any more', async () => {
    const { world, printed } = broken(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    expect(await run(['--help'], world)).toBe(0)
    expect(printed.stderr).toBe('')
  })

  it('asks to report a fault of its own, with what to report', async () => {
    const { world, printed } = fakeWorld()
    const clock = {
      ...world,
      now: () => {
        throw new TypeError('no clock')
      },
    }
    expect(await run(['plan', '-f', 'package.json'], clock)).toBe(5)
    expect(printed.stderr).toMatch(/^podfit: this is a fault of podfit, not of its input\. /)
    expect(printed.stderr).toContain(`\npodfit ${VERSION}, Node.js `)
    expect(printed.stderr).toContain(': podfit plan -f package.json\nTypeError: no clock\n')
  })
})
