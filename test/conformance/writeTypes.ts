/**
 * Writes down how Go writes the types that a pod template is made of, src/api/writtenTypes.ts:
 *
 *   npm run conformance:types
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { buildOracle } from './oracle.js'

const FILE = 'src/api/writtenTypes.ts'

const [head = ''] = readFileSync(FILE, 'utf8').split('`\n')
const types = execFileSync(buildOracle(), ['types'], { encoding: 'utf8' })
writeFileSync(FILE, `${head}\`\n${types}\`\n`)
