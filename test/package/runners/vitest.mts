import { daemonSet, matchers, node, type PodfitMatchers } from 'podfit/testing'
import { expect } from 'vitest'

declare module 'vitest' {
  interface Matchers<T> extends PodfitMatchers<T> {}
}

expect.extend(matchers)
expect(daemonSet('agent')).toRunOn(node('n1'))
expect(daemonSet('agent')).not.toTolerate('a:NoSchedule')
// @ts-expect-error a taint is no number
expect(daemonSet('agent')).toTolerate(1)
