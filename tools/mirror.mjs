/**
 * Fails when something that needs a test has none: every value that a door exports is imported by a test, and
 * of every file whose doc comments number rules, or of one that imports it, something is.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'

const filesBelow = (directory) =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })

/** The imports and exports of a file, read once. */
const read = new Map()
const parsed = (path) => {
  if (!read.has(path)) {
    const text = readFileSync(path, 'utf8')
    const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
    read.set(path, {
      statements: statements.filter(
        (each) => ts.isImportDeclaration(each) || ts.isExportDeclaration(each),
      ),
      text,
    })
  }
  return read.get(path)
}

const targetOf = (path, { moduleSpecifier }) => {
  const { text } = moduleSpecifier
  const door = /^podfit(?:\/(?<name>\w+))?$/.exec(text)
  if (door !== null) return `src/${door.groups?.['name'] ?? 'index'}.ts`
  return text.startsWith('.') ? join(dirname(path), text).replace(/\.js$/, '.ts') : undefined
}

/** What a door exports, as [name there, file, name in the file]; types are left out. */
const exportsOf = (door) =>
  parsed(door).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.isTypeOnly) return []
    const target = targetOf(door, statement)
    if (statement.exportClause === undefined) return exportsOf(target)
    return statement.exportClause.elements
      .filter(({ isTypeOnly }) => !isTypeOnly)
      .map(({ name, propertyName }) => [name.text, target, (propertyName ?? name).text])
  })

/** Every import of a test, as `file name`, and `file` for any. */
const imported = new Set()
for (const path of filesBelow('test').filter((file) => file.endsWith('.test.ts'))) {
  for (const statement of parsed(path).statements) {
    if (!ts.isImportDeclaration(statement)) continue
    const target = targetOf(path, statement)
    const bindings = statement.importClause?.namedBindings
    if (target === undefined || bindings === undefined) continue
    imported.add(target)
    const names = ts.isNamedImports(bindings)
      ? bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
      : ['*']
    for (const name of names) imported.add(`${target} ${name}`)
  }
}

const isDoor = (path) => /^src\/\w+\.ts$/.test(path) && path !== 'src/cli.ts'
const sources = filesBelow('src')
const problems = new Set()

for (const door of sources.filter(isDoor)) {
  for (const [name, target, original] of exportsOf(door)) {
    const ways = [`${door} ${name}`, `${door} *`, `${target} ${original}`, `${target} *`]
    if (!ways.some((way) => imported.has(way))) problems.add(`no test imports ${name} of ${target}`)
  }
}

const numbersRules = (path) => /^\/?\s*\* (?:- \*\*)?Rules/m.test(parsed(path).text)

const importersOf = (path) =>
  sources.filter((each) =>
    parsed(each).statements.some(
      (statement) => ts.isImportDeclaration(statement) && targetOf(each, statement) === path,
    ),
  )

for (const path of sources.filter((file) => !isDoor(file) && numbersRules(file))) {
  if (![path, ...importersOf(path)].some((each) => imported.has(each)))
    problems.add(`no test imports anything of ${path}, which numbers rules`)
}

for (const problem of problems) console.error(problem)
if (problems.size > 0) process.exitCode = 1
