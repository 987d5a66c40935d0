import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../src/cli/exitCode.js'
import { command } from '../../../src/cli/frame/command.js'
import { parseCommandLine, unknownVerb } from '../../../src/cli/frame/parseCommandLine.js'
import { FILES, NAMESPACE } from '../../../src/cli/options/commonOptions.js'
import {
  argument,
  choiceOption,
  optionalArgument,
  restArguments,
  switchOption,
  textOption,
} from '../../../src/cli/options/option.js'
import { fakeWorld } from '../../support/world.js'

const values = {
  files: FILES,
  namespace: NAMESPACE,
  selector: textOption({ name: 'selector', short: 'l', value: 'LABELS', text: 'labels' }),
  all: switchOption({ name: 'all', text: 'all' }),
  mode: choiceOption(
    { name: 'mode', value: 'MODE', choices: ['later', 'at-once'], text: 'when' },
    'later',
  ),
}

const verb = command({
  name: 'look',
  summary: 'look',
  arguments: { words: { ...restArguments('WORD', 'words'), needed: false } },
  options: values,
  examples: [],
  run: (given) => Promise.resolve({ answer: given }),
  formats: { json: (given) => given, text: () => ['text'] },
})

const NONE = {
  words: [],
  files: [],
  namespace: undefined,
  selector: undefined,
  all: false,
  mode: 'later',
}

const read = async (args: readonly string[]): Promise<unknown> => {
  const line = parseCommandLine(verb, args)
  if (line === 'help') return line
  const { output: pieces } = await verb.carryOut(line, fakeWorld().world)
  const output = [...pieces].join('')
  return output.startsWith('{') ? { ...NONE, ...(JSON.parse(output) as object) } : output
}

const messageOf = async (args: readonly string[]): Promise<string> => {
  try {
    await read(args)
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return ''
}

describe('parseCommandLine', () => {
  it.each<[string, readonly string[], object]>([
    ['nothing', [], {}],
    ['a file', ['-f', 'a.yaml'], { files: ['a.yaml'] }],
    ['files, in order', ['-f', 'b', '--filename', 'a', '-fc'], { files: ['b', 'a', 'c'] }],
    ['standard input', ['-f', '-'], { files: ['-'] }],
    ['a file joined with =', ['--filename=a'], { files: ['a'] }],
    ['a value with = in it', ['--selector=app=a'], { selector: 'app=a' }],
    ['a value that looks like a flag, joined', ['--selector=-a'], { selector: '-a' }],
    ['a namespace', ['-n', 'a'], { namespace: 'a' }],
    ['the last namespace', ['-n', 'a', '--namespace', 'b'], { namespace: 'b' }],
    ['an empty namespace', ['-n', ''], { namespace: '' }],
    ['an empty value, joined', ['--namespace='], { namespace: '' }],
    ['a selector', ['-l', 'app=a,!b'], { selector: 'app=a,!b' }],
    ['a switch', ['--all'], { all: true }],
    ['a letter joined with =', ['-l=app=a', '-f=-'], { selector: 'app=a', files: ['-'] }],
    ['a choice', ['--mode', 'at-once'], { mode: 'at-once' }],
    ['words among flags', ['a', '--all', 'b'], { words: ['a', 'b'], all: true }],
    ['words after --', ['--', '-f', '--all'], { words: ['-f', '--all'] }],
    ['a word that ends in -', ['k:NoSchedule-'], { words: ['k:NoSchedule-'] }],
  ])('reads %s', async (_case, args, expected) => {
    expect(await read(args)).toStrictEqual({ ...NONE, ...expected })
  })

  it.each<[string, readonly string[], object]>([
    ['off', ['--all=false'], { all: false }],
    ['on', ['--all=t'], { all: true }],
    ['off after all', ['--all', '--all=0'], { all: false }],
    ['on after all', ['--all=False', '--all'], { all: true }],
    ["every namespace, in kubectl's way", ['-n=a', '-A=true'], { namespace: undefined }],
    ['every namespace', ['-n', 'a', '-A'], { namespace: undefined }],
    ['not every namespace', ['-n', 'a', '-A', '--all-namespaces=false'], { namespace: 'a' }],
    [
      'a value of another flag',
      ['-n', 'a', '--', '--all=true'],
      { words: ['--all=true'], namespace: 'a' },
    ],
  ])('reads that it is %s', async (_case, args, expected) => {
    expect(await read(args)).toStrictEqual({ ...NONE, ...expected })
  })

  it('reads the format, and what help is asked for', async () => {
    expect(await read(['-o', 'text', '--no-color'])).toBe('text\n')
    expect(await read(['-h'])).toBe('help')
    expect(await read(['--all', '--help'])).toBe('help')
  })

  it.each<[string, readonly string[], string]>([
    ['an unknown flag', ['--tomorrow'], "look: unknown option '--tomorrow'"],
    ['a mistyped flag', ['--al'], "look: unknown option '--al'; did you mean --all?"],
    ['an unknown letter', ['-x'], "look: unknown option '-x'"],
    ['a flag without its value', ['-f'], '--filename: expected FILE'],
    ['a value where there is none', ['--all=yes'], '--all is on or off (--all=false), found yes'],
    [
      'a value that looks like a flag',
      ['-n', '--all'],
      '--namespace: expected NAME, found --all (--namespace=--all if it is meant)',
    ],
    ['an unknown choice', ['--mode', 'soon'], '--mode soon: expected one of later, at-once'],
    ['an unknown format', ['-o', 'xml'], '-o xml: expected one of json, yaml, text'],
    ['an empty format', ['-o', ''], '-o : expected one of json, yaml, text'],
  ])('refuses %s', async (_case, args, message) => {
    expect(await messageOf(args)).toBe(message)
  })
})

describe('the number of words', () => {
  const aVerb = (args: Parameters<typeof command>[0]['arguments'], options = {}) =>
    command({
      name: 'look',
      summary: 'look',
      arguments: args,
      options,
      examples: [],
      run: () => Promise.resolve({ answer: undefined }),
      formats: {},
    })
  const two = aVerb({ first: argument('FIRST', ''), second: optionalArgument('SECOND', '') })

  it('may be less where words may be left out', () => {
    expect(parseCommandLine(two, ['a'])).toMatchObject({ words: ['a'] })
    expect(parseCommandLine(two, ['a', 'b'])).toMatchObject({ words: ['a', 'b'] })
  })

  it('is told with a usage line', () => {
    const details = ['Usage: podfit look FIRST [SECOND]']
    expect(() => parseCommandLine(two, [])).toThrow(
      expect.objectContaining({ message: 'look: expected FIRST', details }),
    )
    expect(() => parseCommandLine(two, ['a', 'b', 'c', 'd'])).toThrow(
      expect.objectContaining({ message: 'too many arguments: c d', details }),
    )
    const rest = aVerb({ rest: restArguments('WORD', '') })
    expect(() => parseCommandLine(rest, [])).toThrow('look: expected WORD')
  })

  it('is none where a verb takes none, and then files may be meant', () => {
    expect(() => parseCommandLine(aVerb({}), ['a'])).toThrow(/^look takes no argument a$/)
    expect(() => parseCommandLine(aVerb({}, { files: FILES }), ['a'])).toThrow(
      'look takes no argument a; give files with -f',
    )
  })
})

describe('unknownVerb', () => {
  it.each([
    ['plam', "unknown verb 'plam'; did you mean plan?"],
    ['xyzzy', "unknown verb 'xyzzy'"],
    ['-f', '-f stands before the verb'],
    ['-v', '-v is no flag; the version: podfit version'],
    ['get', "unknown verb 'get'; podfit plan shows what kubectl get daemonsets will show"],
    ['lint', "unknown verb 'lint'; podfit audit says what is wrong"],
  ])('%s: %s', (name, message) => {
    expect(unknownVerb(name, ['plan', 'explain']).message).toBe(message)
  })
})
