import { describe, expect, it } from 'vitest'
import { staticPodLines, staticPodsHere } from '../../../src/cli/commands/staticPodText.js'
import { plainStyle } from '../../../src/report/text/style.js'

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
