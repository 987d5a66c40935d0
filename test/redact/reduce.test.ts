import { describe, expect, it } from 'vitest'
import {
  keyed,
  kept,
  labels,
  listOf,
  renamed,
  objectOf,
  onlyKnown,
  quantities,
  shownAs,
  text,
  type Reducer,
} from '../../src/redact/reduce.js'
import type { Renamer } from '../../src/redact/renamer.js'

const RENAMER: Renamer = {
  name: (kind, name) => `${kind}:${name}`,
  key: (key) => `key:${key}`,
  value: (key, value) => `${key}'s:${value}`,
}

const shown = (reducer: Reducer, value: unknown): unknown => reducer(value, RENAMER)

const valueOf = (key: string) => text((value, renamer) => renamer.value(key, value))

describe('reducers', () => {
  it.each<[string, Reducer, unknown, unknown]>([
    ['keep a value', kept, { a: 1 }, { a: 1 }],
    ['rename a text', renamed('pod'), 'p', 'pod:p'],
    ['leave null', renamed('pod'), null, null],
    ['leave out what is no text', renamed('pod'), 5, undefined],
    ['show that something is there', shownAs('…'), { secret: [1] }, '…'],
    ['show an object without members', shownAs('…'), {}, {}],
    ['show an object of empty lists', shownAs('…'), { terms: [] }, { terms: [] }],
    ['show what is no object', shownAs('…'), null, null],
    [
      'go through lists',
      listOf(renamed('pod')),
      ['a', null, 'b', 5],
      ['pod:a', null, 'pod:b', null],
    ],
    ['leave a list that is null', listOf(kept), null, null],
    ['leave out what is no list', listOf(kept), { length: 1 }, undefined],
    [
      'pick members, in their own order',
      objectOf({ b: kept, a: kept }),
      { a: 1, c: 2, b: 3 },
      { b: 3, a: 1 },
    ],
    ['pick own members only', objectOf({ toString: kept }), {}, {}],
    ['leave an object that is null', objectOf({}), null, null],
    ['leave out what is no object', objectOf({}), 'text', undefined],
    ['pick known members', onlyKnown({ a: kept }), { a: 1, b: 2 }, { a: 1 }],
    ['leave out a map without known members', onlyKnown({ a: kept }), { b: 2 }, undefined],
    ['rename labels', labels, { team: 'x' }, { 'key:team': "team's:x" }],
    ['take a label without a value as null', labels, { team: 5 }, { 'key:team': null }],
    ['leave labels that are null', labels, null, null],
    ['leave out what are no labels', labels, [], undefined],
    ['rename amounts', quantities, { cpu: 2 }, { 'key:cpu': 2 }],
    [
      'take values by their key',
      keyed({ value: valueOf }),
      { value: 'x', key: 'team', more: 1 },
      { key: 'key:team', value: "team's:x" },
    ],
    ['take values without a key', keyed({ value: valueOf }), { value: 'x' }, { value: "'s:x" }],
    ['leave out what has no key', keyed({ value: valueOf }), 'x', undefined],
  ])('%s', (_what, reducer, value, expected) => {
    expect(shown(reducer, value)).toStrictEqual(expected)
  })

  it('carry a label that is called __proto__', () => {
    const given = JSON.parse('{"__proto__":"x"}') as unknown
    expect(JSON.stringify(shown(labels, given))).toBe(`{"key:__proto__":"__proto__'s:x"}`)
  })
})
