import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../src/cli/exitCode.js'
import { bothKubernetes, kubernetesOption } from '../../../src/cli/options/kubernetesOption.js'
import { parseOptions, type Options } from '../../../src/cli/options/options.js'

const ALL = [
  'filename',
  'namespace',
  'selector',
  'now',
  'output',
  'observed',
  'to-revision',
  'kubernetes',
  'feature-gates',
  'against',
  'all',
  'overwrite',
  'collapse',
  'keep',
  'names',
  'run',
  'fail-on',
  'remover',
  'patch',
  'way',
  'no-color',
  'detailed-exitcode',
  'restart',
  'never-ready',
  'check',
  'max-unavailable',
  'max-surge',
  'ready-after',
  'gone-after',
  'stages',
  'by',
  'canary',
  'min-available',
  'max-restarts',
  'soak',
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
  kubernetes: kubernetesOption(undefined, {}),
  against: undefined,
  all: false,
  overwrite: false,
  collapse: false,
  keep: [],
  names: false,
  restart: false,
  apply: [],
  neverReady: false,
  check: false,
  maxUnavailable: undefined,
  maxSurge: undefined,
  readyAfter: undefined,
  goneAfter: undefined,
  stages: undefined,
  by: undefined,
  canary: undefined,
  minAvailable: undefined,
  maxRestarts: undefined,
  soak: undefined,
  run: undefined,
  failOn: 'error',
  removers: [],
  patch: undefined,
  way: undefined,
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
    ['a version', ['--kubernetes', '1.28'], { kubernetes: kubernetesOption('1.28', {}) }],
    [
      'a version with gates',
      ['--kubernetes', 'v1.24.1', '--feature-gates', 'DaemonSetUpdateSurge=false'],
      { kubernetes: kubernetesOption('1.24.1', { DaemonSetUpdateSurge: false }) },
    ],
    [
      'two versions',
      ['--kubernetes', '1.28', '--against', '1.36'],
      { kubernetes: kubernetesOption('1.28', {}), against: kubernetesOption('1.36', {}) },
    ],
    [
      'a gate that one of two versions has',
      ['--against', '1.24', '--feature-gates=DaemonSetUpdateSurge=false'],
      { against: bothKubernetes(undefined, '1.24', { DaemonSetUpdateSurge: false })[1] },
    ],
    ['JSON', ['--output', 'json'], { output: 'json' }],
    ['later', ['--observed', 'later'], { observed: 'later' }],
    ['at once', ['--observed', 'at-once'], { observed: 'atOnce' }],
    ['all', ['--all'], { all: true }],
    ['overwrite', ['--overwrite'], { overwrite: true }],
    ['no colour', ['--no-color'], { colour: 'never' }],
    ['the detailed exit code', ['--detailed-exitcode'], { detailedExitCode: true }],
    ['a restart', ['--restart'], { restart: true }],
    ['a bad image', ['--never-ready'], { neverReady: true }],
    ['a check', ['--check'], { check: true }],
    ['a budget', ['--max-unavailable', '3'], { maxUnavailable: 3 }],
    ['a percentage', ['--max-surge=25%'], { maxSurge: '25%' }],
    ['stages', ['--stages', '1,50%'], { stages: [1, '50%'] }],
    [
      'gates',
      ['--min-available=90%', '--max-restarts=2', '--soak=60s'],
      { minAvailable: '90%', maxRestarts: 2, soak: 60 },
    ],
    ['groups', ['--by', 'zone', '--canary', 'a=b'], { by: 'zone', canary: 'a=b' }],
    ['seconds', ['--ready-after', '30'], { readyAfter: 30 }],
    ['seconds with their unit', ['--gone-after', '5s'], { goneAfter: 5 }],
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

it('--stages refuses what is no amount', () => {
  expect(messageOf(['--stages', '10%,'])).toBe(
    '--stages : expected a number or a percentage such as 10%',
  )
})

it.each([
  ['--max-unavailable', '-1', 'expected a number or a percentage such as 10%'],
  ['--max-surge', 'half', 'expected a number or a percentage such as 10%'],
  ['--ready-after', '1m', 'expected seconds such as 30'],
  ['--max-restarts', 'few', 'expected a number'],
])('%s refuses %s', (name, value, message) => {
  expect(messageOf([`${name}=${value}`])).toBe(`${name} ${value}: ${message}`)
})
