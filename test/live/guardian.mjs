/**
 * Starts processes for another process, and ends them when that one is gone, however it went: its end of the pipe
 * closes in any case. Reads one command a line, `{"name", "command", "args", "log"}` or `{"stop": name}`, and tells of each process that ended.
 * The folder that it is given is removed at the end. Usage: node guardian.mjs FOLDER
 */
import { spawn } from 'node:child_process'
import { openSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'

const [folder] = process.argv.slice(2)
const running = new Map()

// Whoever stops the whole process group stops the owner too; what is left to do here is done when the pipe closes.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})
// The owner may be gone when an end is told.
process.stdout.on('error', () => {})

const tell = (message) => process.stdout.write(`${JSON.stringify(message)}\n`)

const start = ({ name, command, args, log }) => {
  const output = openSync(log, 'a')
  const child = spawn(command, args, { stdio: ['ignore', output, output], cwd: folder })
  running.set(name, child)
  const ended = (how) => {
    if (running.get(name) === child) running.delete(name)
    tell({ ended: name, how })
  }
  child.on('error', (error) => ended(String(error)))
  child.on('exit', (code, signal) => ended(signal ?? code))
}

const commands = createInterface({ input: process.stdin })
commands.on('line', (line) => {
  const command = JSON.parse(line)
  if (command.stop === undefined) start(command)
  else running.get(command.stop)?.kill('SIGKILL')
})
commands.on('close', () => {
  for (const child of running.values()) child.kill('SIGKILL')
  const waiting = setInterval(() => {
    if (running.size > 0) return
    clearInterval(waiting)
    rmSync(folder, { recursive: true, force: true })
    process.exit(0)
  }, 10)
})
