import { cpus, totalmem } from 'node:os'

/** Where a run took place. */
export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memory: string
  readonly node: string
}

export const machine = (): Machine => ({
  processor: (cpus()[0]?.model ?? 'unknown').trim(),
  cores: cpus().length,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  node: process.version,
})
