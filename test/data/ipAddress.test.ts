import * as fc from 'fast-check'
import { isIP } from 'node:net'
import { describe, expect, it } from 'vitest'
import { readIpAddress } from '../../src/data/ipAddress.js'

describe('readIpAddress', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1', true],
    ['010.0.0.1', '10.0.0.1', false],
    ['::', '::', true],
    ['1::', '1::', true],
    ['2001:DB8:0:0:1::1', '2001:db8::1:0:0:1', true],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3', true],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7', true],
    ['00001::', '1::', false],
    ['::ffff:1.2.3.4', '1.2.3.4', true],
    ['::1.2.3.4', '::102:304', true],
    ['::1.2.3.04', '::102:304', false],
  ])('reads %s as %s, strictly: %s', (text, canonical, strict) => {
    expect(readIpAddress(text)).toMatchObject({ canonical, strict })
  })

  it.each(
    [
      [
        '',
        '1',
        '1.2.3',
        '1.2.3.4.5',
        '256.0.0.1',
        '1..2.3',
        '1.2.3.a',
        '1:2',
        ':',
        ':::',
        ':1',
        '1:',
      ],
      ['1:2:3:4:5:6:7::8', '1::2::3', '12345::', 'g::', 'fe80::1%eth0', '1.2.3.4::', '::1.2.3.4:5'],
    ].flat(),
  )('takes %j for none', (text) => {
    expect(readIpAddress(text)).toBeUndefined()
  })

  it('reads what others read, and writes what it reads as the same address', () => {
    const anyText = fc.oneof(fc.ipV4(), fc.ipV6(), fc.stringMatching(/^[0-9a-f:.]{1,12}$/))
    fc.assert(
      fc.property(anyText, (text) => {
        const read = readIpAddress(text)
        expect(read?.strict === true).toBe(isIP(text) !== 0)
        const again = readIpAddress(read?.canonical ?? '::')
        expect(again?.canonical).toBe(read?.canonical ?? '::')
        expect(again?.strict).toBe(true)
      }),
    )
  })
})
