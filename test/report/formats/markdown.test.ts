import { describe, expect, it } from 'vitest'
import { markdownTable, markdownText } from '../../../src/report/formats/markdown.js'

describe('markdownText', () => {
  it('shows markup as text, on one line', () => {
    expect(markdownText('a|b <c> [d](e) *f* _g_ `h` \\ ~ & # @ !\n- i')).toBe(
      'a\\|b \\<c\\> \\[d\\](e) \\*f\\* \\_g\\_ \\`h\\` \\\\ \\~ \\& \\# \\@ \\! - i',
    )
  })

  it('leaves names as they are', () => {
    const name = 'kube-system/aws-node key.io/a=b:NoSchedule'
    expect(markdownText(name)).toBe(name)
  })
})

describe('markdownTable', () => {
  it('has a head and rows', () => {
    expect(
      markdownTable([
        ['a', 'b'],
        ['1', '2'],
      ]),
    ).toEqual(['| a | b |', '| --- | --- |', '| 1 | 2 |'])
    expect(markdownTable([])).toEqual(['|  |', '|  |'])
  })
})
