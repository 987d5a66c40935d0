/**
 * Fails when test and src stop mirroring: every source file with code of its own has its test at the same
 * place, and every test at such a place has its source. Doors (re-exports) and files of types alone need none.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

const filesBelow = (directory) =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })

const hasCode = (path) => {
  const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      removeComments: true,
      verbatimModuleSyntax: true,
    },
  })
  return !/^\s*(?:export \{\};?\s*)?$/.test(outputText)
}

const rooms = readdirSync('src', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

const problems = []
for (const path of rooms.flatMap((room) => filesBelow(join('src', room)))) {
  const test = path.replace(/^src/, 'test').replace(/\.ts$/, '.test.ts')
  if (hasCode(path) && !existsSync(test)) problems.push(`${path} has no ${test}`)
}
for (const path of rooms.flatMap((room) =>
  existsSync(join('test', room)) ? filesBelow(join('test', room)) : [],
)) {
  const source = path.replace(/^test/, 'src').replace(/(?:\.prop)?\.test\.ts$/, '.ts')
  if (!existsSync(source)) problems.push(`${path} tests ${source}, which does not exist`)
}

for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1
