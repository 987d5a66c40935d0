import { join } from 'node:path'
import { expect, it } from 'vitest'
import { locator } from '../../../src/cli/input/located.js'
import { withFiles } from '../../support/world.js'

it('a locator tells file and line, the file alone where it cannot be read again, and else nothing', async () => {
  await withFiles({ 'a.yaml': 'items:\n  - kind: Node\n    spec: {}\n' }, async (directory) => {
    const file = join(directory, 'a.yaml')
    const locate = locator()
    const origin = { file, document: 1, path: ['items', 0] }
    expect(await locate(origin, ['spec'])).toEqual({ file, line: 3 })
    expect(await locate(origin, [])).toEqual({ file, line: 2 })
    expect(await locate({ ...origin, document: 2 }, [])).toEqual({ file })
    expect(await locate({ ...origin, file: '<stdin>' }, [])).toEqual({ file: '<stdin>' })
    expect(await locate(undefined, [])).toBeUndefined()
  })
})
