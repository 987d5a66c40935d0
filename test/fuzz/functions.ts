import { readdirSync } from 'node:fs'
import ts from 'typescript'
import type { Types } from './typed.js'

/** A function that a door exports. */
export interface Exported {
  readonly door: string
  readonly name: string
  /** Where it is declared. */
  readonly file: string
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

/** What these doors answer with is no data: objects to be described further, arbitraries, what a test runner takes. */
const KITS = new Set(['arbitraries.ts', 'testing.ts'])

const doorFiles = (): readonly string[] =>
  readdirSync('src')
    .filter((name) => name.endsWith('.ts') && name !== 'cli.ts' && !KITS.has(name))
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
          file: symbol.declarations?.[0]?.getSourceFile().fileName ?? '',
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
