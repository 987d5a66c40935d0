import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../../src/rollout/attribution/rolloutContext.js'
import { aDaemonSet, aPodOf } from '../../../src/testing/builders.js'
import { after } from '../../support/passes.js'

const daemonSet = aDaemonSet()
const event = (message: string, lastTimestamp = after(60)) => ({
  reason: 'FailedCreate',
  message: `Error creating: ${message}`,
  lastTimestamp,
  involvedObject: { kind: 'DaemonSet', namespace: 'default', name: 'agent' },
})

describe('refusalOf', () => {
  it.each([
    ['Quota', 'pods "agent-" is forbidden: exceeded quota: compute, requested: pods=1'],
    ['PodSecurity', 'pods "agent-x" is forbidden: violates PodSecurity "restricted:latest": …'],
    ['Admission', 'admission webhook "deny.example.com" denied the request: no'],
    ['Other', 'etcdserver: request timed out'],
  ])('says that %s refuses', (by, message) => {
    expect(refusalOf(daemonSet, [event(message)], [])).toEqual({
      by,
      message,
      lastSeen: '2026-01-01T00:01:00Z',
    })
  })

  it('takes the newest event', () => {
    const events = [event('a', after(60)), event('b', after(90)), event('c', after(30))]
    expect(refusalOf(daemonSet, events, [])?.message).toBe('b')
  })

  it('knows events by their own time', () => {
    const { lastTimestamp, ...rest } = event('a')
    const ofItsOwn = [{ ...rest, eventTime: lastTimestamp }, event('b', after(-1))]
    expect(refusalOf(daemonSet, ofItsOwn, [])?.message).toBe('a')
    expect(refusalOf(daemonSet, [{ ...rest, message: null }], [])?.message).toBe('')
  })

  it('is over once a pod was created', () => {
    const pod = aPodOf(daemonSet, { node: 'n1', created: after(61) })
    expect(refusalOf(daemonSet, [event('a')], [pod])).toBeUndefined()
    expect(refusalOf(daemonSet, [event('a')], [{}])?.message).toBe('a')
  })

  it('is about a DaemonSet that says no namespace where the event says none', () => {
    const about = { ...event('a'), involvedObject: { kind: 'DaemonSet', name: 'agent' } }
    expect(refusalOf({ metadata: { name: 'agent' } }, [about], [])?.message).toBe('a')
    expect(refusalOf(daemonSet, [about], [])).toBeUndefined()
  })

  it('is about this DaemonSet', () => {
    const other = { kind: 'DaemonSet', namespace: 'default', name: 'other' }
    expect(refusalOf(daemonSet, [{ ...event('a'), involvedObject: other }], [])).toBeUndefined()
    expect(refusalOf(daemonSet, [{ ...event('a'), reason: 'Killing' }], [])).toBeUndefined()
    expect(refusalOf(daemonSet, [{ reason: 'FailedCreate' }], [])).toBeUndefined()
  })

  it('is not about an earlier DaemonSet of the same name', () => {
    const withUid = (uid: string) => ({
      ...event('a'),
      involvedObject: { ...event('a').involvedObject, uid },
    })
    expect(refusalOf(daemonSet, [withUid('earlier')], [])).toBeUndefined()
    expect(refusalOf(daemonSet, [withUid('uid-agent')], [])?.message).toBe('a')
    expect(refusalOf(daemonSet, [withUid('')], [])?.message).toBe('a')
    expect(
      refusalOf(
        { ...daemonSet, metadata: { ...daemonSet.metadata, uid: null } },
        [withUid('x')],
        [],
      )?.message,
    ).toBe('a')
  })
})
