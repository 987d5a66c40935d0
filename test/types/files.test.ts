import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { exported, options } from '../support/doors.js'

const filesOf = (directory: string): readonly string[] =>
  readdirSync(directory).map((name) => join(process.cwd(), directory, name))

const compiles = filesOf('test/types/compiles')
const refused = filesOf('test/types/refused')

const program = ts.createProgram([...compiles, ...refused], options)

/** What the compiler finds in a file, as `line: TScode`. */
const errorsIn = (path: string): readonly string[] => {
  const file = program.getSourceFile(path)
  if (file === undefined) throw new Error(`${path} is not read`)
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    ({ start = 0, code }) => `${file.getLineAndCharacterOfPosition(start).line + 1}: TS${code}`,
  )
}

/** What a file announces: the line after each `// TScode: why`. */
const announcedIn = (path: string): readonly string[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, i) => {
      const code = /^\/\/ (TS\d+): ./.exec(line)?.[1]
      return code === undefined ? [] : [`${i + 2}: ${code}`]
    })

describe('what must compile', () => {
  it.each(compiles.map((path) => [basename(path), path]))('compiles: %s', (_, path) => {
    expect(announcedIn(path)).toEqual([])
    expect(errorsIn(path)).toEqual([])
  })
})

describe('what must not compile', () => {
  it.each(refused.map((path) => [basename(path), path]))('is refused: %s', (_, path) => {
    expect(errorsIn(path)).toEqual(announcedIn(path))
    expect(announcedIn(path)).not.toEqual([])
  })
})

describe('options', () => {
  it('are all given as undefined by a file that must compile', () => {
    const text = readFileSync('test/types/compiles/undefinedOptions.ts', 'utf8')
    const missing = exported
      .map(({ name }) => name)
      .filter((name) => name.endsWith('Options') && !text.includes(`Accepts<${name}, `))
    expect(missing).toEqual([])
  })
})
