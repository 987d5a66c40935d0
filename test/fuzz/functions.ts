import { readdirSync } from 'node:fs'
import ts from 'typescript'
import type { Types } from './typed.js'

/** A function that a door exports. */
export interface Exported {
  readonly door: string
  readonly name: string
  readonly parameters: readonly ts.Type[]
  /** How many must be given. */
  readonly required: number
  readonly answer: ts.Type
  /** What the doc comment says of errors. */
  readonly throws: boolean
}

export interface Doors {
  readonly types: Omit<Types, 'special'>
  readonly functions: readonly Exported[]
}

const doorFiles = (): readonly string[] =>
  readdirSync('src')
    .filter((name) => name.endsWith('.ts') && name !== 'cli.ts' && name !== 'core.ts')
    .map((name) => `src/${name}`)

/** Every function of every door, read from the declarations. */
export const readDoors = (): Doors => {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {
    config: object
  }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.')
  const files = doorFiles()
  const program = ts.createProgram(files, options)
  const checker = program.getTypeChecker()
  const named = new Map<string, ts.Type>()
  const functions: Exported[] = []
  for (const file of files) {
    const source = program.getSourceFile(file)
    const module = source && checker.getSymbolAtLocation(source)
    if (module === undefined) continue
    const door = file.slice('src/'.length, -'.ts'.length)
    for (const exported of checker.getExportsOfModule(module)) {
      const symbol =
        exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
      const name = exported.getName()
      if (symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias)) {
        named.set(name, checker.getDeclaredTypeOfSymbol(symbol))
      }
      if (!(symbol.flags & ts.SymbolFlags.Value)) continue
      for (const signature of checker.getTypeOfSymbol(symbol).getCallSignatures()) {
        const parameters = signature.getParameters()
        functions.push({
          door,
          name,
          parameters: parameters.map((parameter) => checker.getTypeOfSymbol(parameter)),
          required: parameters.filter(
            ({ valueDeclaration }) =>
              valueDeclaration !== undefined &&
              ts.isParameter(valueDeclaration) &&
              valueDeclaration.questionToken === undefined &&
              valueDeclaration.initializer === undefined,
          ).length,
          answer: signature.getReturnType(),
          throws: ts
            .displayPartsToString(symbol.getDocumentationComment(checker))
            .includes('Throws'),
        })
      }
    }
  }
  return { types: { checker, named: (name) => named.get(name) }, functions }
}

/**
 * What an answer is made of: `data` of podfit's own; `objects`, parts of what came in, which keep what the
 * caller put into them; `opaque`, functions, maps and compiled values, which nobody writes as JSON.
 */
export type Made = 'data' | 'objects' | 'opaque'

export const madeOf = (checker: ts.TypeChecker, type: ts.Type): Made =>
  reaches(checker, type, isOpaque)
    ? 'opaque'
    : reaches(checker, type, isObject)
      ? 'objects'
      : 'data'

const MAPS = new Set(['Map', 'ReadonlyMap', 'Set', 'ReadonlySet', 'Policy', 'Cluster'])

const isOpaque = (type: ts.Type): boolean =>
  MAPS.has((type.aliasSymbol ?? type.getSymbol())?.getName() ?? '') ||
  type.getCallSignatures().length > 0

const isObject = (type: ts.Type): boolean => {
  if (type.flags & (ts.TypeFlags.TypeParameter | ts.TypeFlags.Any | ts.TypeFlags.Unknown))
    return true
  const symbol = type.aliasSymbol ?? type.getSymbol()
  if (symbol?.getName() === 'Date') return true
  return (
    symbol?.getName() !== 'StringMap' &&
    symbol?.declarations?.some((declaration) =>
      declaration.getSourceFile().fileName.includes('/src/kube/'),
    ) === true
  )
}

const reaches = (
  checker: ts.TypeChecker,
  type: ts.Type,
  is: (type: ts.Type) => boolean,
): boolean => {
  const seen = new Set<ts.Type>()
  const visit = (each: ts.Type): boolean => {
    if (seen.has(each)) return false
    seen.add(each)
    if (each.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike)) return false
    if (is(each)) return true
    if (each.isUnionOrIntersection()) return each.types.some(visit)
    if (checker.isArrayType(each) || checker.isTupleType(each)) {
      return checker.getTypeArguments(each as ts.TypeReference).some(visit)
    }
    const index = each.getStringIndexType()
    return (
      (index !== undefined && visit(index)) ||
      each.getProperties().some((property) => visit(checker.getTypeOfSymbol(property)))
    )
  }
  return visit(type)
}
