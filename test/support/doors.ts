import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'

/** Where the source stands. */
export const source = join(process.cwd(), 'src')

const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {
  readonly config: unknown
}

/** The compiler's options of this project. */
export const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd())

/** The doors of the package by their files: `index.ts`, `audit.ts`, … */
const doors = readdirSync(source)
  .filter((name) => name.endsWith('.ts') && name !== 'cli.ts')
  .map((name) => join(source, name))

/** The whole source as the compiler sees it from the doors. */
export const program = ts.createProgram(doors, options)

/** A name that a door exports, and the declarations behind it. */
export interface Exported {
  readonly door: string
  readonly name: string
  readonly declarations: readonly ts.Declaration[]
}

/** What every door exports. */
export const exported: readonly Exported[] = doors.flatMap((door) => {
  const checker = program.getTypeChecker()
  const file = program.getSourceFile(door)
  const module = file && checker.getSymbolAtLocation(file)
  if (module === undefined) throw new Error(`${door} is no module`)
  return checker.getExportsOfModule(module).map((symbol) => {
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0
    const { declarations = [] } = isAlias ? checker.getAliasedSymbol(symbol) : symbol
    return { door: basename(door, '.ts'), name: symbol.name, declarations }
  })
})
