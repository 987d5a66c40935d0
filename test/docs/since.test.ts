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

const isType = (node: ts.Node): boolean =>
  ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)

/** Whether a name is told in words, not only by its tags. */
const tellsWhat = (node: ts.Node): boolean =>
  ts
    .getJSDocCommentsAndTags(node)
    .some(
      (each) => ts.isJSDoc(each) && (ts.getTextOfJSDocComment(each.comment) ?? '').trim() !== '',
    )

const showsHow = (node: ts.Node): boolean =>
  ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'example')

describe('what a door exports', () => {
  const ours = names.filter((each) => each.length > 0)

  it('is told in words', () => {
    const silent = ours.filter((each) => !each.some(tellsWhat))
    expect(silent.flat().map(placeOf)).toEqual([])
  })

  it('is shown by an example, which runs, unless it is a type', () => {
    const values = ours.filter((each) => !each.every(isType))
    expect(values.length).toBeGreaterThan(100)
    const unshown = values.filter((each) => !each.some(showsHow))
    expect(unshown.flat().map(placeOf)).toEqual([])
  })
})

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
