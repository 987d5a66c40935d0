import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const GUARDIAN = fileURLToPath(new URL('./guardian.mjs', import.meta.url))

/** Starts a guardian, writes its own and a child's process id, and then does what it is told. */
const owner = (folder: string, then: string): string => `
  import { spawn } from 'node:child_process'
  const guardian = spawn(process.execPath, [${JSON.stringify(GUARDIAN)}, ${JSON.stringify(folder)}], {
    detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  const script = 'require("fs").writeFileSync("pid", String(process.pid)); setInterval(() => {}, 1000)'
  guardian.stdin.write(JSON.stringify({ name: 'a', command: process.execPath, args: ['-e', script],
    log: ${JSON.stringify(join(folder, 'log'))} }) + '\\n')
  ${then}
`

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const until = async (true_: () => boolean): Promise<void> => {
  for (let i = 0; i < 2000 && !true_(); i++) await new Promise((done) => setTimeout(done, 10))
}

describe('what a guardian has started ends, and its folder goes', () => {
  for (const [how, signal, then] of [
    ['when its owner is killed', 'SIGKILL', 'setInterval(() => {}, 1000)'],
    ['when its owner is interrupted', 'SIGINT', 'setInterval(() => {}, 1000)'],
    ['when its owner throws', undefined, 'setTimeout(() => { throw new Error("planned") }, 1000)'],
  ] as const) {
    it(how, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'podfit-guardian-'))
      const script = owner(folder, then)
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: 'ignore',
      })
      const file = join(folder, 'pid')
      await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '')
      const pid = Number(readFileSync(file, 'utf8'))
      expect(isAlive(pid)).toBe(true)
      if (signal !== undefined) child.kill(signal)
      await until(() => !isAlive(pid) && !existsSync(folder))
      expect([isAlive(pid), existsSync(folder)]).toEqual([false, false])
    })
  }
})
