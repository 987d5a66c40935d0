import { expect } from '@jest/globals'
import { daemonSet, matchers, node, type PodfitMatchers } from 'podfit/testing'

declare module 'expect' {
  interface Matchers<R> extends PodfitMatchers<R> {}
}

expect.extend(matchers)
expect(daemonSet('agent')).toRunOn(node('n1'))
expect(daemonSet('agent')).not.toPlan({ create: 1 })
// @ts-expect-error a plan counts numbers
expect(daemonSet('agent')).toPlan({ create: '1' })
