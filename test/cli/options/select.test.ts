import { describe, expect, it } from 'vitest'
import { cluster } from '../../../src/cluster/cluster.js'
import { UsageError } from '../../../src/cli/exitCode.js'
import {
  calledDaemonSet,
  findDaemonSet,
  labelFilter,
  onlySelected,
  selectDaemonSets,
} from '../../../src/cli/options/select.js'
import { aDaemonSet } from '../../../src/testing/builders.js'
import { frozen } from '../../support/frozen.js'

const daemonSet = (namespace: string | null, name: string, labels: Record<string, string> = {}) =>
  aDaemonSet({ name, metadata: { namespace, labels } })

const messageOf = (use: () => unknown): string => {
  try {
    use()
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return ''
}

describe('calledDaemonSet', () => {
  it('is a name in the namespace that comes with it, or in the one that is asked for', () => {
    expect(calledDaemonSet('a/b', 'a')).toEqual({ name: 'b', namespace: 'a' })
    expect(messageOf(() => calledDaemonSet('a/b', 'c'))).toBe(
      '-n c contradicts a/b: give one of the two namespaces',
    )
    expect(calledDaemonSet('b', 'c')).toEqual({ name: 'b', namespace: 'c' })
    expect(calledDaemonSet('b', undefined)).toEqual({ name: 'b', namespace: undefined })
  })
})

describe('selectDaemonSets', () => {
  const items = frozen(
    [
      daemonSet('b', 'logs', { tier: 'node' }),
      daemonSet('a', 'net', { tier: 'node', app: 'net' }),
      daemonSet('a', 'logs'),
      daemonSet(null, 'bare'),
    ].map((each) => ({ daemonSet: each })),
  )

  const selected = (options: Parameters<typeof selectDaemonSets>[1]) =>
    selectDaemonSets(items, options).map(
      ({ daemonSet: { metadata } }) => `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`,
    )

  it('takes all of them, by namespace and name', () => {
    expect(selected({ namespace: undefined, selector: undefined })).toEqual([
      'a/logs',
      'a/net',
      'b/logs',
      '/bare',
    ])
  })

  it.each([
    ['a namespace', { namespace: 'a', selector: undefined }, ['a/logs', 'a/net']],
    ['a namespace that has none', { namespace: 'z', selector: undefined }, []],
    ['labels', { namespace: undefined, selector: 'tier=node' }, ['a/net', 'b/logs']],
    ['labels that are absent', { namespace: undefined, selector: '!tier' }, ['a/logs', '/bare']],
    ['both', { namespace: 'a', selector: 'tier in (node),app' }, ['a/net']],
    ['an empty selector', { namespace: 'b', selector: '' }, ['b/logs']],
  ])('takes those of %s', (_case, options, expected) => {
    expect(selected(options)).toEqual(expected)
  })

  it('keeps what comes with each', () => {
    const options = { namespace: 'b', selector: undefined }
    expect(selectDaemonSets(items, options)[0]).toBe(items[0])
  })
})

describe('labelFilter', () => {
  it.each([
    [undefined, {}, true],
    [undefined, null, true],
    ['', { a: 'b' }, true],
    ['a', { a: '' }, true],
    ['a=b', { a: 'c' }, false],
    ['a!=b', null, true],
    ['constructor', {}, false],
    ['!constructor', undefined, true],
  ])('%j on %j: %s', (text, labels, expected) => {
    expect(labelFilter(text)(labels)).toBe(expected)
  })

  it.each([
    ['a=b=c', "-l a=b=c: found =, expected ',' or the end"],
    ['a,', "-l a,: found the end, expected a requirement after ','"],
    ['a in b', "-l a in b: found b, expected '('"],
    ['a/b/c', '-l a/b/c: not a valid label selector'],
    ['a>b', '-l a>b: not a valid label selector'],
  ])('refuses %j', (text, message) => {
    expect(messageOf(() => labelFilter(text))).toBe(message)
  })
})

describe('findDaemonSet', () => {
  const all = frozen([
    daemonSet('b', 'logs'),
    daemonSet('a', 'net'),
    daemonSet('a', 'logs'),
    daemonSet(null, 'bare'),
  ])

  it.each([
    ['a name that is unique', 'net', undefined, all[1]],
    ['a name in a namespace', 'logs', 'a', all[2]],
    ['a namespace and a name', 'b/logs', undefined, all[0]],
    ['the word of kubectl before it', 'ds/net', undefined, all[1]],
    ['the whole word of kubectl before it', 'daemonsets.apps/logs', 'a', all[2]],
    ['the word, a namespace and a name', 'DaemonSet/b/logs', undefined, all[0]],
    ['a namespace and a name, and -n says the same', 'b/logs', 'b', all[0]],
    ['one without a namespace', 'bare', undefined, all[3]],
    ['one in the empty namespace', '/bare', undefined, all[3]],
  ])('finds %s', (_case, wanted, namespace, expected) => {
    expect(findDaemonSet(all, wanted, namespace)).toBe(expected)
  })

  it('takes the last of several objects of one name', () => {
    const later = daemonSet('a', 'net', { app: 'later' })
    expect(findDaemonSet([...all, later], 'net', undefined)).toBe(later)
  })

  it.each([
    ['a name', 'none', undefined, 'no DaemonSet none; the input has b/logs, a/net, a/logs, bare'],
    ['a name in a namespace', 'net', 'b', 'no DaemonSet net in namespace b; did you mean a/net?'],
    [
      'a namespace and a name',
      'b/net',
      undefined,
      'no DaemonSet net in namespace b; did you mean a/net?',
    ],
    ['nothing', '', undefined, 'no DaemonSet ; the input has b/logs, a/net, a/logs, bare'],
    ['a name in another case', 'NET', undefined, 'no DaemonSet NET; did you mean a/net?'],
  ])('says what there is when it does not find %s', (_case, wanted, namespace, message) => {
    expect(messageOf(() => findDaemonSet(all, wanted, namespace))).toBe(message)
  })

  it('says that there are none', () => {
    expect(messageOf(() => findDaemonSet([], 'a', undefined))).toBe(
      'no DaemonSet a; the input has none',
    )
  })

  it('says between which it cannot tell', () => {
    expect(messageOf(() => findDaemonSet(all, 'logs', undefined))).toBe(
      'DaemonSet logs is ambiguous: b/logs, a/logs',
    )
  })
})

describe('onlySelected', () => {
  const [one, two] = [aDaemonSet({ name: 'one' }), aDaemonSet({ name: 'two' })]
  const given = cluster({ daemonSets: [one, two], nodes: [] })

  it('leaves a cluster with the DaemonSets that are asked for', () => {
    const other = aDaemonSet({ name: 'x', metadata: { namespace: 'other' } })
    const both = cluster({ daemonSets: [one, other], nodes: [] })
    const left = onlySelected(both, { namespace: 'other', selector: undefined })
    expect([...(left.daemonSets?.keys() ?? [])]).toEqual(['other/x'])
    expect(left.nodes?.size).toBe(0)
  })

  it('is the cluster itself when all are, or none is known', () => {
    const all = { namespace: undefined, selector: undefined }
    expect(onlySelected(given, all)).toBe(given)
    const unknown = cluster({})
    expect(onlySelected(unknown, { namespace: 'a', selector: undefined })).toBe(unknown)
  })
})
