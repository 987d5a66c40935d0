import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'podfit-declarations-'))
const dist = join(folder, 'dist')

beforeAll(() => {
  execFileSync('tar', ['-xzf', inject('tarball'), '-C', folder, '--strip-components=1'])
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(['.d.ts', '.d.cts'])('the declarations *%s', (extension) => {
  const named = (): readonly string[] =>
    readdirSync(dist).filter((name) => name.endsWith(extension))

  const doors = (): readonly string[] => {
    const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      readonly exports: Readonly<
        Record<string, string | Readonly<Record<string, { types: string }>>>
      >
    }
    return Object.values(exports).flatMap((entry) =>
      typeof entry === 'string'
        ? []
        : Object.values(entry)
            .map(({ types }) => basename(types))
            .filter((name) => name.endsWith(extension)),
    )
  }

  it('name no module outside the package, but for fast-check where arbitraries are', () => {
    const outside = named().flatMap((name) =>
      ts
        .preProcessFile(readFileSync(join(dist, name), 'utf8'))
        .importedFiles.filter(({ fileName }) => !fileName.startsWith('./'))
        .filter(({ fileName }) => name !== `arbitraries${extension}` || fileName !== 'fast-check')
        .map(({ fileName }) => `${name}: ${fileName}`),
    )
    expect(outside).toEqual([])
  })

  it('export every type that they mention, each in one door', () => {
    const program = ts.createProgram(
      named().map((name) => join(dist, name)),
      { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16, types: [] },
    )
    const checker = program.getTypeChecker()
    const places = new Map<ts.Node, string[]>()
    for (const door of doors()) {
      const file = program.getSourceFile(join(dist, door))
      const module = file && checker.getSymbolAtLocation(file)
      if (module === undefined) throw new Error(`${door} is no module`)
      for (const symbol of checker.getExportsOfModule(module)) {
        const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0
        const { declarations = [] } = isAlias ? checker.getAliasedSymbol(symbol) : symbol
        for (const declaration of declarations)
          places.set(declaration, [...(places.get(declaration) ?? []), door])
      }
    }
    const fp = `fp${extension}`
    const severally = [...places.values()].filter(
      (each) => each.filter((door) => door !== fp).length > 1,
    )
    expect(severally).toEqual([])

    const nowhere = named()
      .filter((name) => !name.startsWith('fpTypes.'))
      .flatMap((name) => program.getSourceFile(join(dist, name))?.statements ?? [])
      .filter((each) => ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each))
      .filter((each) => !places.has(each))
      .map((each) => `${basename(each.getSourceFile().fileName)}: ${each.name.text}`)
    expect(nowhere).toEqual([])
  })
})
