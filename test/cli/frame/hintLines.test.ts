import { describe, expect, it } from 'vitest'
import { hintLines } from '../../../src/cli/frame/hintLines.js'

describe('hintLines', () => {
  it.each<[string, string | undefined]>([
    ['? pods were not given', 'pods'],
    ['Not checked: which pods are there, for pods were not given.', 'pods'],
    ['? not known: nodes, pods, revisions were not given', 'nodes,pods,controllerrevisions'],
    ['DaemonSets were not given', 'daemonsets'],
    ['Events were not given', 'events'],
    ['it is given', undefined],
    ['Not checked (pods, revisions not given): StaleStatus.', undefined],
    ['a note that was not given', undefined],
  ])('says how to get what was not given: %s', (line, resources) => {
    expect(hintLines([line], { details: false, noPods: false })).toEqual(
      resources === undefined
        ? []
        : [`What was not given: kubectl get ${resources} -A -o json (one more -f)`],
    )
  })

  it('says where the names are that are only counted', () => {
    expect(hintLines(['a, b and 7 more'], { details: false, noPods: false })).toEqual([
      'Where it says "and N more": -o json lists everything',
    ])
    expect(hintLines(['and 7 more', 'and 8 more'], { details: true, noPods: false })).toEqual([
      'Where it says "and N more": --details lists more, -o json everything',
    ])
    for (const line of [
      'and 7 more (--details)',
      'and 7 more; -o json lists all',
      'and 7 morels',
    ]) {
      expect(hintLines([line], { details: true, noPods: false })).toEqual([])
    }
  })
})
