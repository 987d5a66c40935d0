import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { definitionIn, moduleFolder } from './citations.js'
import type { OracleRelease } from './oracle.js'

/** A go.mod for the oracle of another release. */
export interface NewMod {
  readonly text: string
  /** The Go that it wants, as `go1.27.0`; `local` where the one that is here will do. */
  readonly toolchain: string
  /** How many modules Kubernetes takes from its own folder `staging`. */
  readonly staging: number
}

const goOf = (mod: string): string => /^go (\S+)$/m.exec(mod)?.[1] ?? '1.26.0'

const isNewer = (a: string, b: string): boolean => {
  const [x, y] = [a, b].map((text) => text.split('.').map(Number)) as [number[], number[]]
  const place = x.findIndex((number, i) => number !== (y[i] ?? 0))
  return place >= 0 && (x[place] ?? 0) > (y[place] ?? 0)
}

const stagingVersion = (patch: string): string => `v0${patch.slice(1)}`

/**
 * The oracle's go.mod for another release: its version of Kubernetes, and that of every module which that release
 * itself takes from `staging`. What else it needs, `go mod tidy` fills in.
 */
export const modOf = (mod: string, from: string, upstream: string, to: string): NewMod => {
  const staging = [...upstream.matchAll(/^\s(k8s\.io\/\S+) => \.\/staging\/src\//gm)].map(
    ([, module = '']) => module,
  )
  const go = goOf(upstream)
  const here = goOf(mod)
  const direct = /^require \(\n([^]*?)^\)/m.exec(mod)?.[1] ?? ''
  const required = direct
    .replaceAll(stagingVersion(from), stagingVersion(to))
    .replace(`k8s.io/kubernetes v${from}`, `k8s.io/kubernetes v${to}`)
    .split('\n')
    .map((line) => pinnedAs(line, upstream))
    .join('\n')
  const replaced = staging.map((module) => `\t${module} => ${module} ${stagingVersion(to)}`)
  return {
    text: `module podfit.dev/oracle\n\ngo ${isNewer(go, here) ? go : here}\n\nrequire (\n${required})\n\nreplace (\n${replaced.join('\n')}\n)\n`,
    toolchain: isNewer(go, here) ? `go${go}` : (process.env['GOTOOLCHAIN'] ?? 'local'),
    staging: staging.length,
  }
}

/** A line of `require` with the version that Kubernetes has of a module that is not its own. */
const pinnedAs = (line: string, upstream: string): string => {
  const [, module = ''] = /^\t(\S+) v\S+/.exec(line) ?? []
  const pinned = new RegExp(
    `^\\t${module.replaceAll('.', '\\.')} (v(?!0\\.0\\.0\\b(?!-))\\S+)`,
    'm',
  ).exec(upstream)?.[1]
  return module === '' || pinned === undefined ? line : line.replace(/ v\S+/, ` ${pinned}`)
}

/** The modules that Go could not get, by what it says, without those that a go.mod already replaces. */
export const unavailableIn = (stderr: string): readonly string[] => [
  ...new Set(
    [...stderr.matchAll(/: (\S+)@v\S+: reading \S+: (?:403|404|410) /g)].map(
      ([, module = '']) => module,
    ),
  ),
]

/** A function of upstream that the oracle reaches by its name in the linker. */
export interface Linkname {
  readonly file: string
  /** As `k8s.io/kubectl/pkg/cmd/taint.parseTaints`. */
  readonly target: string
}

const LINKNAME = /^\/\/go:linkname \w+ (k8s\.io\/\S+)$/gm

/** The functions that the sources of a folder reach by linkname. */
export const linknamesOf = (folder: string): readonly Linkname[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.go'))
    .sort()
    .flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(LINKNAME)].map(
        ([, target = '']): Linkname => ({ file, target }),
      ),
    )

const TARGET = /^k8s\.io\/([^/]+)\/([^.]+)\.(?:\(\*?(\w+)\)\.)?(\w+)$/

/** The line in which a release declares such a function; undefined where it does not. */
export const signatureOf = (
  cache: string,
  target: string,
  release: OracleRelease,
): string | undefined => {
  const [, module = '', path = '', owner, name = ''] = TARGET.exec(target) ?? []
  const folder = join(moduleFolder(cache, module, release, ''), path)
  if (!existsSync(folder)) return undefined
  const symbol = owner === undefined ? name : `${owner}.${name}`
  const text = readdirSync(folder)
    .filter((file) => file.endsWith('.go') && !file.endsWith('_test.go'))
    .map((file) => definitionIn(readFileSync(join(folder, file), 'utf8'), symbol))
    .find((found) => found !== undefined)
  return text?.slice(0, text.search(/\{\n|$/)).trim()
}
