import { describe, expect, it } from 'vitest'
import {
  evictionLines,
  evictionText,
  staticPodLines,
  staticPodsHere,
} from '../../../src/report/text/podEvictionText.js'
import { colourStyle, plainStyle } from '../../../src/report/text/style.js'

const evicted = [
  {
    namespace: 'a',
    name: 'p1',
    node: 'n1',
    earliest: '2026-01-01T00:00:00Z',
    latest: '2026-01-01T00:00:00Z',
  },
  {
    namespace: 'a',
    name: 'p2',
    node: 'n1',
    earliest: '2026-01-01T00:00:00Z',
    latest: '2026-01-01T00:05:00Z',
  },
]

describe('evictionText', () => {
  it('names the pod, its node and the time', () => {
    expect(evicted.map(evictionText)[0]).toBe('a/p1 (n1): at 2026-01-01T00:00:00Z')
  })
})

describe('evictionLines', () => {
  it('are none when nothing is evicted', () => {
    expect(evictionLines([], plainStyle)).toEqual([])
  })

  it('say which pod goes when, or between when and when', () => {
    expect(evictionLines(evicted, plainStyle)).toEqual([
      '',
      'Evicted by NoExecute taints',
      '  - a/p1 (n1): at 2026-01-01T00:00:00Z',
      '  - a/p2 (n1): between 2026-01-01T00:00:00Z and 2026-01-01T00:05:00Z',
    ])
  })

  it('are coloured if asked', () => {
    expect(evictionLines(evicted.slice(0, 1), colourStyle)).toEqual([
      '',
      '\u001b[1mEvicted by NoExecute taints\u001b[22m',
      '  \u001b[31m-\u001b[39m a/p1 (n1): at 2026-01-01T00:00:00Z',
    ])
  })
})

const pod = (name: string) => ({ namespace: 'kube-system', name, node: 'n1' })

describe('staticPodLines', () => {
  it('are none without static pods', () => {
    expect(staticPodLines([], plainStyle)).toEqual([])
  })

  it('name them', () => {
    expect(staticPodLines([pod('etcd-n1')], plainStyle)).toEqual([
      '1 static pod, run by kubelets and managed by no DaemonSet: kube-system/etcd-n1',
    ])
    expect(staticPodLines([pod('a'), pod('b')], plainStyle)).toEqual([
      '2 static pods, run by kubelets and managed by no DaemonSet: kube-system/a, kube-system/b',
    ])
  })
})

describe('staticPodsHere', () => {
  it('only counts them', () => {
    expect(staticPodsHere([], plainStyle)).toEqual([])
    expect(staticPodsHere([pod('a')], plainStyle)).toEqual([
      '  · 1 static pod here, managed by no DaemonSet',
    ])
    expect(staticPodsHere([pod('a'), pod('b')], plainStyle)).toEqual([
      '  · 2 static pods here, managed by no DaemonSet',
    ])
  })
})
