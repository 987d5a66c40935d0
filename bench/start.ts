import { spawnSync } from 'node:child_process'
import { median, type Figure } from './measurement.js'

const TIMES = 41

/** How long the command takes to start, beside a program that does nothing; by turns. */
export const start = (): readonly Figure[] => {
  const nothing: number[] = []
  const version: number[] = []
  for (let i = 0; i < TIMES; i++) {
    nothing.push(run('-e', '0'))
    version.push(run('dist/cli.js', '--version'))
  }
  return [
    { name: 'node -e 0', value: median(nothing), unit: 'ms' },
    { name: 'podfit --version', value: median(version), unit: 'ms' },
  ]
}

const run = (...args: readonly string[]): number => {
  const begin = performance.now()
  const { status } = spawnSync(process.execPath, args)
  if (status !== 0) throw new Error(`node ${args.join(' ')} does not work`)
  return performance.now() - begin
}
