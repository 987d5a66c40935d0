import { describe, expect, it } from 'vitest'
import { setImage } from '../../src/kubectl/setImage.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

const container = (name: string, image: string) => ({ name, image })
const daemonSet = aDaemonSet({
  podSpec: {
    initContainers: [container('a', 'a:1'), container('i', 'i:1')],
    containers: [container('a', 'a:1'), container('b', 'b:1')],
  },
})

const imagesOf = ({ spec }: typeof daemonSet) =>
  [spec?.template?.spec?.initContainers, spec?.template?.spec?.containers].map((list) =>
    list?.map((each) => (each as { image?: string }).image),
  )

describe('setImage', () => {
  it.each<[Record<string, string>, readonly unknown[], readonly string[]]>([
    [
      { b: 'b:2' },
      [
        ['a:1', 'i:1'],
        ['a:1', 'b:2'],
      ],
      [],
    ],
    [
      { a: 'a:2' },
      [
        ['a:2', 'i:1'],
        ['a:2', 'b:1'],
      ],
      [],
    ],
    [
      { '*': 'x' },
      [
        ['x', 'x'],
        ['x', 'x'],
      ],
      [],
    ],
    [
      { i: 'i:2', z: 'z' },
      [
        ['a:1', 'i:2'],
        ['a:1', 'b:1'],
      ],
      ['z'],
    ],
    [
      { constructor: 'z' },
      [
        ['a:1', 'i:1'],
        ['a:1', 'b:1'],
      ],
      ['constructor'],
    ],
  ])('sets %j', (images, expected, missing) => {
    const set = setImage(frozen(daemonSet), images)
    expect(imagesOf(set.daemonSet)).toEqual(expected)
    expect(set.missing).toEqual(missing)
  })

  it('finds no container where there is none', () => {
    expect(setImage({}, { '*': 'x' })).toEqual({ daemonSet: {}, missing: ['*'] })
  })
})
