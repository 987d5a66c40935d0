import { relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { exported, program, source } from '../support/doors.js'

const isOurs = (node: ts.Node): boolean => node.getSourceFile().fileName.startsWith(source)

/** What the doors export: the declarations of each name. */
const names = exported.map(({ declarations }) => declarations.filter(isOurs))

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
    const known = new Set<ts.Node>(names.flat())
    const others = program
      .getSourceFiles()
      .filter(isOurs)
      .flatMap(declarationsOf)
      .filter((node) => tellsSince(node) && !known.has(node))
    expect(others.map(placeOf)).toEqual([])
  })
})
