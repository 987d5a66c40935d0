import { describe, expect, it } from 'vitest'
import { yamlText } from '../../../src/cli/frame/yamlText.js'

describe('yamlText', () => {
  it('writes twice what stands twice', async () => {
    const one = { a: 1 }
    expect(await yamlText([one, one])).toBe('- a: 1\n- a: 1\n')
  })
})
