import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the packed tarball. */
    readonly tarball: string
  }
}

const npm = (...args: readonly string[]): string =>
  execFileSync('npm', args, { encoding: 'utf8' }).trim()

/** Builds and packs once, for all tests of the package. */
export const setup = (project: TestProject): (() => void) => {
  const folder = mkdtempSync(join(tmpdir(), 'podfit-packed-'))
  npm('run', '--silent', 'build')
  const name = npm('pack', '--silent', '--ignore-scripts', '--pack-destination', folder)
  project.provide('tarball', join(folder, name))
  return () => rmSync(folder, { recursive: true, force: true })
}
