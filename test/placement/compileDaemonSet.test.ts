import { expect, it } from 'vitest'
import { compile } from '../../src/placement/compile.js'
import { compileDaemonSet } from '../../src/placement/compileDaemonSet.js'
import { aDaemonSet } from '../../src/testing/builders.js'

it('takes anything for a DaemonSet, with the automatic tolerations of its pods', () => {
  const daemonSet = aDaemonSet({ podSpec: { nodeSelector: { gpu: 'true' } } })
  expect(compileDaemonSet(daemonSet)).toEqual(compile(daemonSet))
  expect(compileDaemonSet({ ...daemonSet, kind: 'Pod' })).toEqual(compile(daemonSet))
  expect(compileDaemonSet({})).toEqual(compile({ kind: 'DaemonSet', spec: {} }))
})
