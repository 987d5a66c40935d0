import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('THIRD-PARTY-NOTICES names the packages of the bundle in the versions that are locked', () => {
  const bundled = [
    ...readFileSync('tsup.config.mjs', 'utf8').matchAll(/\/\^(?<name>[a-z-]+)(?=\$|\(\$)/g),
  ].flatMap(({ groups }) => groups?.['name'] ?? [])
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly version: string }>>
  }
  expect(bundled).toEqual(expect.arrayContaining(['fp-ts', 'io-ts', 'yaml']))

  const notices = readFileSync('THIRD-PARTY-NOTICES', 'utf8')
  const named = [...notices.matchAll(/^=+\n(?<title>\S+ \S+) \(/gm)].map(
    ({ groups }) => groups?.['title'],
  )
  const locked = [...new Set(bundled)].map(
    (name) => `${name} ${packages[`node_modules/${name}`]?.version}`,
  )
  expect(new Set(named)).toEqual(new Set(locked))
})
