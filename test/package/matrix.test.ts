import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

/**
 * podfit's declarations, compiled by old and new compilers beside other people's types. `npm run test:package`
 * looks at a share of the combinations, `npm run test:package:matrix` at all of them.
 */
const all = process.env['MATRIX'] === 'all'

const COMPILERS = ['5.0', '5.9', '7'] as const
const CLIENTS = ['0.22', '1.4', '2.0'] as const
const RESOLUTIONS = {
  node16: { module: 'node16', moduleResolution: 'node16' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
  node10: { module: 'esnext', moduleResolution: 'node10' },
}

type Compiler = (typeof COMPILERS)[number]
type Resolution = keyof typeof RESOLUTIONS

/** TypeScript 7 has no node10 any more. */
const understands = (compiler: Compiler, resolution: Resolution): boolean =>
  !(compiler === '7' && resolution === 'node10')

const combinations = COMPILERS.flatMap((compiler, row) =>
  (['node10', 'node16', 'bundler'] as const).flatMap((resolution, column) =>
    CLIENTS.flatMap((client, layer) =>
      understands(compiler, resolution) && (all || (row === column && column === layer))
        ? [{ compiler, resolution, client }]
        : [],
    ),
  ),
)

const source = join(process.cwd(), 'test/package/matrix')
const matrix = join(process.cwd(), '.cache/matrix')
const scratch = mkdtempSync(join(tmpdir(), 'podfit-strict-'))

const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '')

const compilerOptions = {
  target: 'es2022',
  lib: ['es2023'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  // The declarations of the clients do not pass without; those of podfit: tarball.test.ts.
  skipLibCheck: true,
}

/** What the compiler says of a project: nothing, if all is well. */
const compile = (compiler: Compiler, folder: string, config: unknown): string => {
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const tsc = join(matrix, 'node_modules', `typescript-${compiler}`, 'bin/tsc')
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', folder], {
    encoding: 'utf8',
  })
  return status === 0 ? '' : `exit ${status}: ${stdout}${stderr}`
}

/** The lines that `test/types/refused` announces, each after a comment `// TScode: why`. */
const announced = (): string[] =>
  readdirSync('test/types/refused').flatMap((file) =>
    read(join('test/types/refused', file))
      .split('\n')
      .flatMap((line, i) => (/^\/\/ TS\d+: ./.test(line) ? [`${file}:${i + 2}`] : [])),
  )

beforeAll(() => {
  const lock = 'package-lock.json'
  const done = existsSync(join(matrix, 'node_modules/.package-lock.json'))
  if (!done || read(join(matrix, lock)) !== read(join(source, lock))) {
    rmSync(matrix, { recursive: true, force: true })
    mkdirSync(matrix, { recursive: true })
    cpSync(join(source, 'package.json'), join(matrix, 'package.json'))
    cpSync(join(source, lock), join(matrix, lock))
    execFileSync('npm', ['ci', '--ignore-scripts', '--silent'], { cwd: matrix })
  }
  const installed = join(matrix, 'node_modules/podfit')
  rmSync(installed, { recursive: true, force: true })
  mkdirSync(installed)
  execFileSync('tar', ['-xzf', inject('tarball'), '-C', installed, '--strip-components=1'])
})

afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describe.each(combinations)(
  'TypeScript $compiler, moduleResolution $resolution, client-node $client',
  ({ compiler, resolution, client }) => {
    const folder = join(matrix, `${compiler}-${resolution}-${client}`)
    const options = { ...compilerOptions, ...RESOLUTIONS[resolution], noEmit: true }

    beforeAll(() => {
      const scope = join(folder, 'node_modules/@kubernetes')
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(scope, { recursive: true })
      symlinkSync(
        join('../../..', 'node_modules', `client-node-${client}`),
        join(scope, 'client-node'),
      )
      cpSync(join(source, 'types'), join(folder, 'types'), { recursive: true })
      for (const name of ['compiles', 'refused'])
        cpSync(join(process.cwd(), 'test/types', name), join(folder, name), { recursive: true })
    })

    it('compiles what is right and refuses what is wrong', () => {
      const include = ['types', 'compiles']
      expect(compile(compiler, folder, { compilerOptions: options, include })).toBe('')
    })

    it('refuses each line that is announced, and no other', () => {
      const printed = compile(compiler, folder, { compilerOptions: options, include: ['refused'] })
      const found = [...printed.matchAll(/refused\/(?<file>\w+\.ts)\((?<line>\d+),\d+\): error/g)]
      expect(found.map(({ groups }) => `${groups?.['file']}:${groups?.['line']}`).sort()).toEqual(
        announced().sort(),
      )
    })
  },
)

describe('a project with declarations of its own, in the strict layout of pnpm', () => {
  beforeAll(() => {
    const dependencies = { podfit: `file:${inject('tarball')}` }
    const manifest = { name: 'strict', private: true, type: 'module', dependencies }
    writeFileSync(join(scratch, 'package.json'), JSON.stringify(manifest))
    const pnpm = join(matrix, 'node_modules/pnpm/bin/pnpm.cjs')
    execFileSync(process.execPath, [pnpm, 'install', '--offline', '--silent'], { cwd: scratch })
    cpSync(join(source, 'types/declared.ts'), join(scratch, 'declared.ts'))
  })

  it.each(COMPILERS)('TypeScript %s names every type in them', (compiler) => {
    const options = {
      ...compilerOptions,
      ...RESOLUTIONS.node16,
      skipLibCheck: false,
      declaration: true,
      emitDeclarationOnly: true,
      rootDir: '.',
      outDir: compiler,
    }
    expect(compile(compiler, scratch, { compilerOptions: options, files: ['declared.ts'] })).toBe(
      '',
    )

    const written = readFileSync(join(scratch, compiler, 'declared.d.ts'), 'utf8')
    expect(written).not.toMatch(/\bany\b|\.pnpm|fp-ts|io-ts|dist\//)
    const again = { ...compilerOptions, ...RESOLUTIONS.node16, skipLibCheck: false, noEmit: true }
    const files = [join(compiler, 'declared.d.ts')]
    expect(compile('5.0', scratch, { compilerOptions: again, files })).toBe('')
  })
})
