import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const source = join(process.cwd(), 'src')
const doors = readdirSync(source)
  .filter((name) => name.endsWith('.ts') && name !== 'cli.ts')
  .map((name) => join(source, name))

const readFile = (path: string): string | undefined => ts.sys.readFile(path)
const { config } = ts.readConfigFile('tsconfig.json', readFile) as { config: unknown }
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd())
const program = ts.createProgram(doors, { ...options, noEmit: true })
const checker = program.getTypeChecker()

const isOurs = (node: ts.Node): boolean => node.getSourceFile().fileName.startsWith(source)

/** What the doors export: the declarations of each name. */
const names = doors.flatMap((door) => {
  const file = program.getSourceFile(door)
  const module = file && checker.getSymbolAtLocation(file)
  if (module === undefined) throw new Error(`${door} is no module`)
  return checker.getExportsOfModule(module).flatMap((symbol) => {
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0
    const { declarations = [] } = isAlias ? checker.getAliasedSymbol(symbol) : symbol
    return [declarations.filter(isOurs)]
  })
})

const tellsSince = (node: ts.Node): boolean =>
  ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'since')

/** What stands at the top of a file and has a name: declarations, and each variable of a statement. */
const declarationsOf = (file: ts.SourceFile): readonly ts.NamedDeclaration[] =>
  file.statements.flatMap((statement): readonly ts.NamedDeclaration[] => {
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations
    return ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement)
      ? [statement]
      : []
  })

const placeOf = (node: ts.Node): string => {
  const name = ts.getNameOfDeclaration(node as ts.Declaration)?.getText() ?? '?'
  return `${relative(source, node.getSourceFile().fileName)}: ${name}`
}

describe('@since', () => {
  it('stands at every name that a door exports', () => {
    const without = names.filter((each) => each.length > 0 && !each.some(tellsSince))
    expect(without.flat().map(placeOf)).toEqual([])
  })

  it('stands at nothing else', () => {
    const exported = new Set(names.flat())
    const others = program
      .getSourceFiles()
      .filter(isOurs)
      .flatMap(declarationsOf)
      .filter((node) => tellsSince(node) && !exported.has(node))
    expect(others.map(placeOf)).toEqual([])
  })
})
