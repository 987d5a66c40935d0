import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/cli/exitCode.js'
import { parseOptions, type Options } from '../../src/cli/options.js'

const ALL = [
  'filename',
  'namespace',
  'selector',
  'now',
  'output',
  'observed',
  'to-revision',
  'all',
  'overwrite',
  'collapse',
  'keep',
  'names',
  'run',
  'fail-on',
  'remover',
  'no-color',
  'detailed-exitcode',
] as const

const NONE: Options = {
  files: [],
  nodes: [],
  namespace: undefined,
  selector: undefined,
  now: undefined,
  output: 'text',
  observed: 'later',
  toRevision: undefined,
  all: false,
  overwrite: false,
  collapse: false,
  keep: [],
  names: false,
  run: undefined,
  failOn: 'error',
  removers: [],
  colour: 'auto',
  detailedExitCode: false,
  help: false,
  positionals: [],
}

const messageOf = (args: readonly string[], takes: Parameters<typeof parseOptions>[1] = ALL) => {
  try {
    parseOptions(args, takes)
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return ''
}

describe('parseOptions', () => {
  it('has a default for everything', () => {
    expect(parseOptions([], ALL)).toStrictEqual(NONE)
  })

  it.each<[string, readonly string[], Partial<Options>]>([
    ['a file', ['-f', 'a.yaml'], { files: ['a.yaml'] }],
    ['files, in order', ['-f', 'b', '--filename', 'a', '-fc'], { files: ['b', 'a', 'c'] }],
    ['standard input', ['-f', '-'], { files: ['-'] }],
    ['a file joined with =', ['--filename=a'], { files: ['a'] }],
    ['a namespace', ['-n', 'a'], { namespace: 'a' }],
    ['the last namespace', ['-n', 'a', '--namespace', 'b'], { namespace: 'b' }],
    ['an empty namespace', ['-n', ''], { namespace: '' }],
    ['a selector', ['-l', 'app=a,!b'], { selector: 'app=a,!b' }],
    ['a long selector', ['--selector=app=a'], { selector: 'app=a' }],
    ['an instant', ['--now', '2026-01-01T00:00:00Z'], { now: '2026-01-01T00:00:00Z' }],
    ['a revision', ['--to-revision', '3'], { toRevision: '3' }],
    ['text', ['-o', 'text'], { output: 'text' }],
    ['JSON', ['--output', 'json'], { output: 'json' }],
    ['later', ['--observed', 'later'], { observed: 'later' }],
    ['at once', ['--observed', 'at-once'], { observed: 'atOnce' }],
    ['all', ['--all'], { all: true }],
    ['overwrite', ['--overwrite'], { overwrite: true }],
    ['no colour', ['--no-color'], { colour: 'never' }],
    ['the detailed exit code', ['--detailed-exitcode'], { detailedExitCode: true }],
    ['help', ['-h'], { help: true }],
    ['long help', ['--help'], { help: true }],
    ['arguments among options', ['a', '--all', 'b'], { positionals: ['a', 'b'], all: true }],
    ['arguments after --', ['--', '-f', '--all'], { positionals: ['-f', '--all'] }],
    ['an argument that ends in -', ['k:NoSchedule-'], { positionals: ['k:NoSchedule-'] }],
  ])('reads %s', (_case, args, expected) => {
    expect(parseOptions(args, ALL)).toStrictEqual({ ...NONE, ...expected })
  })

  it.each<[string, readonly string[], string]>([
    ['an unknown format', ['-o', 'yaml'], '-o yaml: expected one of text, json'],
    ['an empty format', ['-o', ''], '-o : expected one of text, json'],
    ['an unknown mode', ['--observed', 'soon'], '--observed soon: expected one of later, at-once'],
    [
      'text that is no time',
      ['--now', 'tomorrow'],
      '--now tomorrow: expected an RFC 3339 time such as 2026-01-31T12:00:00Z',
    ],
    [
      'a day that does not exist',
      ['--now', '2026-02-30T00:00:00Z'],
      '--now 2026-02-30T00:00:00Z: expected an RFC 3339 time such as 2026-01-31T12:00:00Z',
    ],
  ])('refuses %s', (_case, args, message) => {
    expect(messageOf(args)).toBe(message)
  })

  it.each<[string, readonly string[], string]>([
    ['an unknown option', ['--colour'], '--colour'],
    ['an unknown short option', ['-x'], '-x'],
    ['an option without its value', ['-f'], '--filename'],
    ['a value where there is none', ['--all=yes'], '--all'],
    ['a value that looks like an option', ['-n', '--all'], '--namespace'],
  ])('refuses %s and names it', (_case, args, name) => {
    expect(messageOf(args)).toContain(name)
  })

  it('refuses an option that the command does not take, but always takes --help', () => {
    expect(messageOf(['--now', '2026-01-01T00:00:00Z'], ['filename'])).toContain('--now')
    expect(parseOptions(['--help'], [])).toStrictEqual({ ...NONE, help: true })
  })
})
