import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KNOWN_RELEASES } from '../../../src/kube/release.js'
import { unavailableIn } from '../newModule.js'

/** Where the program stands that prints the fields of one release. */
const PROGRAM = import.meta.dirname

/** The minor releases of which the table speaks. */
export const MINORS: readonly number[] = KNOWN_RELEASES.map(({ minor }) => minor)

/** The module of a minor release's types, as Go names its version. */
export const moduleOf = (wanted: number): string => {
  const release = KNOWN_RELEASES.find(({ minor }) => minor === wanted)
  const preview = release?.preview === undefined ? '' : `-${release.preview}`
  return `v0.${wanted}.${release?.patch ?? 0}${preview}`
}

/** A newer Go than the one that is here, where a preview wants it; the module proxy has it, too. */
const TOOLCHAIN: Readonly<Record<string, string>> = { 'v0.38.0-beta.0': 'go1.27.0' }

/** What stands in for a module of a preview that the module proxy does not have. */
const INSTEAD: Readonly<Record<string, string>> = {
  'v0.38.0-beta.0':
    'replace sigs.k8s.io/structured-merge-diff/v7 => sigs.k8s.io/structured-merge-diff/v7 v7.0.0\n',
}

/** What the program prints for a version of k8s.io/api. */
export const dumpOf = (version: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'podfit-fields-'))
  const toolchain = TOOLCHAIN[version]
  const env = {
    ...process.env,
    GOWORK: 'off',
    GOFLAGS: '-mod=mod -buildvcs=false',
    ...(toolchain !== undefined && { GOTOOLCHAIN: toolchain }),
  }
  try {
    cpSync(join(PROGRAM, 'main.go'), join(folder, 'main.go'))
    const required = ['api', 'apimachinery'].map((name) => `require k8s.io/${name} ${version}\n`)
    writeFileSync(
      join(folder, 'go.mod'),
      `module fields\ngo 1.21\n${required.join('')}${INSTEAD[version] ?? ''}`,
    )
    tidy(folder, env)
    return execFileSync('go', ['run', '.'], { cwd: folder, env, encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A module that only tests of upstream need, and that the module proxy does not have, is replaced by an empty one. */
const tidy = (folder: string, env: NodeJS.ProcessEnv): void => {
  const { status, stderr } = spawnSync('go', ['mod', 'tidy'], {
    cwd: folder,
    env,
    encoding: 'utf8',
  })
  const missing = unavailableIn(stderr)
  if (status === 0) return
  if (missing.length === 0) throw new Error(stderr)
  for (const module of missing) {
    mkdirSync(join(folder, module), { recursive: true })
    writeFileSync(join(folder, module, 'go.mod'), `module ${module}\n`)
    appendFileSync(join(folder, 'go.mod'), `replace ${module} => ./${module}\n`)
  }
  execFileSync('go', ['mod', 'tidy', '-e'], { cwd: folder, env, stdio: 'pipe' })
}

/** What the program prints for the release that its own go.mod names, of modules that are there already. */
export const ownDump = (): string =>
  execFileSync('go', ['run', '.'], {
    cwd: PROGRAM,
    env: { ...process.env, GOWORK: 'off', GOFLAGS: '-mod=readonly', GOPROXY: 'off' },
    encoding: 'utf8',
    stdio: 'pipe',
  })

/** The lines of a table: a name and its fields, each with its type. */
const linesOf = (dump: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    dump
      .trim()
      .split('\n')
      .map((line, i) => {
        const words = line.split(' ')
        return i === 0 ? ['', words] : [words[0] ?? '', words.slice(1)]
      }),
  )

/**
 * One table of many releases. A field that not every one of them has says which: `@27` since 1.27, `@-25` up to 1.25,
 * `@22-25` both. A field whose type has changed stands there once for each.
 */
export const mergedTable = (dumps: ReadonlyMap<number, string>): string => {
  const minors = [...dumps.keys()].sort((a, b) => a - b)
  const seen = new Map<string, Map<string, number[]>>()
  for (const minor of minors) {
    for (const [name, fields] of linesOf(dumps.get(minor) ?? '')) {
      const known = seen.get(name) ?? new Map<string, number[]>()
      seen.set(name, known)
      for (const field of fields) known.set(field, [...(known.get(field) ?? []), minor])
    }
  }
  return [...seen]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, fields]) => {
      const words = [...fields]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([field, within]) => `${field}${rangeOf(within, minors)}`)
      return (name === '' ? words : [name, ...words]).join(' ')
    })
    .join('\n')
}

const rangeOf = (within: readonly number[], minors: readonly number[]): string => {
  const [first, last] = [within[0] ?? 0, within.at(-1) ?? 0]
  const count = minors.indexOf(last) - minors.indexOf(first) + 1
  if (count !== within.length) throw new Error(`a field comes and goes: ${within.join()}`)
  const since = first === minors[0] ? '' : String(first)
  const until = last === minors.at(-1) ? '' : `-${last}`
  return since === '' && until === '' ? '' : `@${since}${until}`
}

/** The fields that a table of many releases has for one of them, as the program prints them. */
export const tableOf = (table: string, minor: number): string => {
  const all = new Map([...linesOf(table)].map(([name, fields]) => [name, fieldsIn(fields, minor)]))
  const reached = new Set([''])
  for (const name of reached) {
    for (const field of all.get(name) ?? []) reached.add(field.replace(/^.*:[[{]*/, ''))
  }
  const lines = [...all].flatMap(([name, fields]) =>
    reached.has(name) ? [[...(name === '' ? [] : [name]), ...fields].join(' ')] : [],
  )
  return `${lines.join('\n')}\n`
}

/** Those of the fields of a table that a release has. */
const fieldsIn = (fields: readonly string[], minor: number): readonly string[] =>
  fields.flatMap((field) => {
    const [text = '', range = ''] = field.split('@')
    const [since = '', until = ''] = range.split('-')
    const isThere =
      (since === '' || minor >= Number(since)) && (until === '' || minor <= Number(until))
    return isThere ? [text] : []
  })
