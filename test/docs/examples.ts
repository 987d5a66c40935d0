import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A piece of documentation that can be run, and where it stands. */
export interface Example {
  readonly path: string
  readonly place: string
  readonly language: 'ts' | 'console'
  readonly code: string
}

const filesBelow = (directory: string, ending: string): readonly string[] =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) return filesBelow(path, ending)
    return path.endsWith(ending) ? [path] : []
  })

const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length

const blocksIn = (path: string, fence: RegExp): readonly Example[] => {
  const text = readFileSync(path, 'utf8')
  return [...text.matchAll(fence)].map((match) => ({
    path,
    place: `${path}:${lineOf(text, match.index)}`,
    language: match[1] === 'console' ? 'console' : 'ts',
    code: match[2] ?? '',
  }))
}

/** The fenced blocks of a Markdown file that can be run. */
const ofMarkdown = (path: string): readonly Example[] =>
  blocksIn(path, /^```(ts|console)\n([^]*?)^```$/gm)

const DOC_EXAMPLE = /@example\n((?: \*.*\n)*?)(?: \*\n \* @| \*\/)/g

/** The examples of a source file's doc comments. */
const ofSource = (path: string): readonly Example[] => {
  const text = readFileSync(path, 'utf8')
  return [...text.matchAll(DOC_EXAMPLE)].map((match) => ({
    path,
    place: `${path}:${lineOf(text, match.index)}`,
    language: 'ts',
    code: (match[1] ?? '').replace(/^ \* ?/gm, ''),
  }))
}

/** The TypeScript of a Markdown file, also what the tests of the pages cannot run. */
export const typeScriptBlocks = (path: string): readonly Example[] =>
  blocksIn(path, /^```(ts|typescript)\n([^]*?)^```$/gm)

/** `docs/reference/api` is generated from the doc comments, which are collected at their source. */
const isWritten = (path: string): boolean => !path.startsWith(join('docs', 'reference', 'api'))

/** The pages that are written by hand. */
export const markdownFiles = (): readonly string[] =>
  ['README.md', ...filesBelow('docs', '.md')].filter(isWritten)

/** Everything in README, docs and doc comments that a reader may copy. */
export const examples = (): readonly Example[] => [
  ...markdownFiles().flatMap(ofMarkdown),
  ...filesBelow('src', '.ts').flatMap(ofSource),
]

/** Puts what a command prints today into the page that shows it. */
export const rewrite = ({ path, code }: Example, printed: string): void => {
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(code, () => printed),
  )
}
