/**
 * Makes the bundled declarations in dist stand alone, so that TypeScript can name every type of a door in the
 * declarations of a consumer, who has podfit and nothing that it is made from:
 *
 * 1. The few types of fp-ts that are mentioned come from a file in dist; fp-ts itself is not there.
 * 2. A type that doors share is exported where it is declared, and not only in a list at the end: before
 *    TypeScript 5.4 it is found in no other way.
 * 3. A door names the other doors that export types which it mentions. `import("podfit").Node` is written only
 *    when the file behind `podfit` has been seen.
 */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'

const dist = 'dist'

const { exports } = JSON.parse(readFileSync('package.json', 'utf8'))
const doors = Object.values(exports).flatMap((entry) =>
  typeof entry === 'string'
    ? []
    : [entry.import, entry.require].map(({ types }) => basename(types)),
)

const files = readdirSync(dist).filter((name) => /\.d\.c?ts$/.test(name))
const read = (name) => readFileSync(join(dist, name), 'utf8')
const parse = (name) => ts.createSourceFile(name, read(name), ts.ScriptTarget.Latest, true)

const isType = (statement) =>
  ts.isInterfaceDeclaration(statement) ||
  ts.isTypeAliasDeclaration(statement) ||
  ts.isClassDeclaration(statement)

const isList = (statement) =>
  ts.isExportDeclaration(statement) && statement.moduleSpecifier === undefined

/** The statement with `export` before it, after its comment. */
const exported = (statement) => {
  const text = statement.getFullText()
  const start = statement.getStart() - statement.getFullStart()
  return `${text.slice(0, start)}export ${text.slice(start)}`
}

for (const name of files) {
  const { statements } = parse(name)
  const listed = new Set(
    (doors.includes(name) ? [] : statements.filter(isList)).flatMap(({ exportClause }) =>
      exportClause.elements.map((each) => (each.propertyName ?? each.name).text),
    ),
  )
  const types = new Set(
    statements.flatMap((each) =>
      isType(each) && listed.has(each.name.text) ? [each.name.text] : [],
    ),
  )
  const written = statements.map((statement) => {
    if (isType(statement) && types.has(statement.name.text)) return exported(statement)
    if (!isList(statement) || types.size === 0) return statement.getFullText()
    const kept = statement.exportClause.elements.filter(
      (each) => each.propertyName !== undefined || !types.has(each.name.text),
    )
    return `\nexport { ${kept.map((each) => each.getText()).join(', ')} };\n`
  })
  const fpTypes = name.endsWith('.d.cts') ? './fpTypes.cjs' : './fpTypes.js'
  writeFileSync(join(dist, name), written.join('').replaceAll(/(?<=["'])fp-ts\/[\w/]+/g, fpTypes))
}

for (const extension of ['d.ts', 'd.cts']) {
  const name = `fpTypes.${extension}`
  copyFileSync('tools/fpTypes.d.ts', join(dist, name))
  files.push(name)
}

/** The declaration file that a statement imports or exports from, if it does and the file is of the bundle. */
const fileOf = ({ moduleSpecifier }) =>
  moduleSpecifier?.text.startsWith('./') === true
    ? [moduleSpecifier.text.slice(2).replace(/\.(c?)js$/, '.d.$1ts')]
    : []

const taken = new Map(files.map((name) => [name, parse(name).statements.flatMap(fileOf)]))

const reachedFrom = (name, reached = new Set()) => {
  if (reached.has(name)) return reached
  reached.add(name)
  for (const file of taken.get(name) ?? []) reachedFrom(file, reached)
  return reached
}

/** The files that declare what a door exports, itself apart. */
const exportedFrom = (door) => {
  const source = parse(door)
  const origins = new Map()
  for (const statement of source.statements) {
    const [file] = fileOf(statement)
    for (const { name } of statement.importClause?.namedBindings?.elements ?? [])
      origins.set(name.text, file)
  }
  return source.statements.filter(ts.isExportDeclaration).flatMap((statement) => {
    if (statement.moduleSpecifier !== undefined) return fileOf(statement)
    return statement.exportClause.elements.flatMap((each) => {
      const origin = origins.get((each.propertyName ?? each.name).text)
      return origin === undefined ? [] : [origin]
    })
  })
}

const isCommonJs = (name) => name.endsWith('.d.cts')
const sources = new Map(doors.map((door) => [door, exportedFrom(door)]))

for (const door of doors) {
  const reached = reachedFrom(door)
  const others = doors.filter(
    (other) =>
      !reached.has(other) &&
      isCommonJs(other) === isCommonJs(door) &&
      sources.get(other).some((file) => reached.has(file)),
  )
  const imports = others.map((other) => `import './${other.replace(/\.d\.(c?)ts$/, '.$1js')}';\n`)
  writeFileSync(join(dist, door), imports.join('') + read(door))
}
