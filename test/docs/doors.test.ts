import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const read = (path: string): string => readFileSync(path, 'utf8')
const { exports } = JSON.parse(read('package.json')) as { readonly exports: object }

/** The doors of the package by their files: `index`, `audit`, … */
const doors = Object.keys(exports)
  .filter((path) => !path.endsWith('.json'))
  .map((path) => (path === '.' ? 'index' : path.slice(2)))

describe('every door of the package', () => {
  it('is in the reference', () => {
    const rows = [...read('docs/reference/README.md').matchAll(/^\| \[`podfit(\S*)`\]\((\S+)\)/gm)]
    const listed = rows.map(([, path = '', page]) => `${path.slice(1) || 'index'}: ${page}`)
    expect(listed.toSorted()).toEqual(doors.map((door) => `${door}: api/${door}.md`).toSorted())
  })

  it('has a generated page', () => {
    const { entryPoints } = JSON.parse(read('typedoc.json')) as { entryPoints: readonly string[] }
    expect(entryPoints.toSorted()).toEqual(doors.map((door) => `src/${door}.ts`).toSorted())
  })
})

const parsed = (path: string): ts.SourceFile =>
  ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true)

/** The values of the root door, with the files that they come from. */
const rootValues = parsed('src/index.ts').statements.flatMap((statement) => {
  if (!ts.isExportDeclaration(statement) || statement.isTypeOnly) return []
  const { moduleSpecifier, exportClause } = statement
  if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return []
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) return []
  const file = `src/${moduleSpecifier.text.slice(2).replace(/\.js$/, '.ts')}`
  return exportClause.elements
    .filter(({ isTypeOnly }) => !isTypeOnly)
    .map(({ name, propertyName }) => [(propertyName ?? name).text, file] as const)
})

const declares = (statement: ts.Statement, name: string): boolean =>
  ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.some((each) => each.name.getText() === name)
    : ts.isFunctionDeclaration(statement) && statement.name?.text === name

/** Whether the doc comment of a value has an example; `examples.test.ts` runs it. */
const hasExample = (name: string, file: string): boolean =>
  parsed(file).statements.some(
    (statement) =>
      declares(statement, name) &&
      ts.getJSDocTags(statement).some(({ tagName }) => tagName.text === 'example'),
  )

describe('the root door', () => {
  it.each(rootValues)('%s has an example', (name, file) => {
    expect(hasExample(name, file)).toBe(true)
  })
})
