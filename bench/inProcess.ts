import { spawnSync } from 'node:child_process'
import type { Figure } from './measurement.js'

export const MARK = 'figures: '

/** Measures in a new process, which prints its figures as the last line. */
export const inProcess = (name: string): readonly Figure[] => {
  const args = ['--expose-gc', '--max-old-space-size=8192', 'tools/run.mjs', 'bench/run.ts']
  const { status, stdout } = spawnSync(process.execPath, [...args, `--in-process=${name}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const line = stdout.split('\n').find((candidate) => candidate.startsWith(MARK))
  if (status !== 0 || line === undefined) throw new Error(`${name} could not be measured`)
  return JSON.parse(line.slice(MARK.length)) as readonly Figure[]
}
