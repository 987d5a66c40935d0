import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SWITCHES } from '../../src/kube/switches.js'
import type { OracleRelease } from './oracle.js'

/** A place in the source of Kubernetes that a rule of podfit comes from. */
export interface Citation {
  /** The file of podfit that cites it, with the line. */
  readonly at: string
  /** The module, as `kubernetes`, `kubectl` or `go.yaml.in/yaml/v2`. */
  readonly module: string
  /** The file below the module's root. */
  readonly file: string
  /** What the file defines, as `syncNodes` or `Toleration.ToleratesTaint`. */
  readonly symbol: string
}

/** What a source cites, and what of it cannot be read. */
export interface Citations {
  readonly citations: readonly Citation[]
  /** Places that no module of Kubernetes has, with the reason that is given. */
  readonly elsewhere: readonly string[]
  readonly unreadable: readonly string[]
}

const UPSTREAM = /^ *\* - \*\*Upstream\*\* ([^]*?)(?=\n *\*(?:\/| *\n| *@| - ))/gm
const ENTRY = /^(\S+) `([\w./-]+\.go)` (\w[\w.]*(?:, \w[\w.]*)*)$/
const ELSEWHERE = /^not of Kubernetes: \S/

/**
 * Reads what the doc comments of a source cite: `MODULE \`FILE\` SYMBOL, SYMBOL`, entry after entry with `;` between
 * them. An entry that begins with `not of Kubernetes:` says where else a rule comes from.
 */
export const citationsIn = (path: string, source: string): Citations => {
  const found = {
    citations: [] as Citation[],
    elsewhere: [] as string[],
    unreadable: [] as string[],
  }
  for (const match of source.matchAll(UPSTREAM)) {
    const line = source.slice(0, match.index).split('\n').length
    const at = `${path}:${line}`
    const text = (match[1] ?? '').replace(/\n *\* */g, ' ').trim()
    for (const entry of text.split(/; /)) {
      const [, module, file, symbols] = ENTRY.exec(entry) ?? []
      if (module !== undefined && file !== undefined && symbols !== undefined) {
        const named = symbols.split(', ')
        found.citations.push(...named.map((symbol): Citation => ({ at, module, file, symbol })))
      } else if (ELSEWHERE.test(entry)) found.elsewhere.push(`${at}: ${entry}`)
      else found.unreadable.push(`${at}: ${entry}`)
    }
  }
  return found
}

const STAGING = /^staging\/src\/k8s\.io\/([^/]+)\/(.*)$/

/** What the switches cite. */
export const citationsOfSwitches = (): readonly Citation[] =>
  SWITCHES.map(({ name, upstream }) => {
    const [, module = 'kubernetes', file = upstream.file] = STAGING.exec(upstream.file) ?? []
    return { at: `the switch ${name}`, module, file, symbol: upstream.function }
  })

/** Everything that podfit's sources and switches cite. */
export const everyCitation = (): Citations => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort()
  const parts = files.map((file) =>
    citationsIn(`src/${file}`, readFileSync(join('src', file), 'utf8')),
  )
  return {
    citations: [...parts.flatMap(({ citations }) => citations), ...citationsOfSwitches()],
    elsewhere: parts.flatMap(({ elsewhere }) => elsewhere),
    unreadable: parts.flatMap(({ unreadable }) => unreadable),
  }
}

/** Where Go keeps modules; undefined without Go. */
export const moduleCache = (): string | undefined => {
  const { status, stdout } = spawnSync('go', ['env', 'GOMODCACHE'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

/** The folder of a module in the version that a release has. */
export const moduleFolder = (
  cache: string,
  module: string,
  { patch }: OracleRelease,
  mod: string,
): string => {
  if (module === 'kubernetes') return join(cache, `k8s.io/kubernetes@v${patch}`)
  if (!module.includes('.')) return join(cache, `k8s.io/${module}@v0${patch.slice(1)}`)
  const version = mod
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find(([path]) => path === module)?.[1]
  return join(cache, `${module}@${version ?? 'none'}`)
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** How a symbol is defined in Go: a function, a method, a type, or a name in a block of constants or variables. */
const definitionOf = (symbol: string): RegExp => {
  const [owner = '', member] = symbol.split('.')
  const name = escaped(member ?? owner)
  const method = `func \\((?:\\w+ )?\\*?${escaped(owner)}(?:\\[[^\\]]*\\])?\\) ${name}\\(`
  if (member !== undefined) return new RegExp(`^${method}`, 'm')
  return new RegExp(
    `^(?:func (?:\\([^)]*\\) )?${name}[(\\[]|(?:type|var|const) ${name}\\b|\\t${name}\\b[^:(]*(?:=|struct|interface|\\bfunc\\b))`,
    'm',
  )
}

/** The text of what a symbol stands for, to its last line; undefined where the file does not define it. */
export const definitionIn = (source: string, symbol: string): string | undefined => {
  const start = source.search(definitionOf(symbol))
  if (start < 0) return undefined
  const rest = source.slice(start)
  const [first = ''] = rest.split('\n', 1)
  if (!/[({]$/.test(first)) return first
  const indent = /^\t*/.exec(first)?.[0] ?? ''
  const end = rest.search(new RegExp(`^${indent}[)}]`, 'm'))
  return end < 0 ? rest : rest.slice(0, end + indent.length + 1)
}

/** The text that a citation means in a folder of its module; undefined where there is no such file or symbol. */
export const citedText = (folder: string, { file, symbol }: Citation): string | undefined => {
  const path = join(folder, file)
  return existsSync(path) ? definitionIn(readFileSync(path, 'utf8'), symbol) : undefined
}
