/**
 * Writes down the fields of the objects of every release, src/fields/fieldTable.ts:
 *
 *   npm run conformance:fields
 *   npm run conformance:fields -- FOLDER    of what the program has printed: 1.21.txt, 1.22.txt …
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dumpOf, mergedTable, MINORS, moduleOf } from './fieldTable.js'

const FILE = 'src/fields/fieldTable.ts'

const [folder] = process.argv.slice(2)

const dumps = MINORS.map((minor): readonly [number, string] => {
  const printed = folder === undefined ? '' : join(folder, `1.${minor}.txt`)
  return [minor, existsSync(printed) ? readFileSync(printed, 'utf8') : dumpOf(moduleOf(minor))]
})

const [head = ''] = readFileSync(FILE, 'utf8').split('`\n')
writeFileSync(FILE, `${head}\`\n${mergedTable(new Map(dumps))}\n\`\n`)
