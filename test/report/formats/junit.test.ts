import { describe, expect, it } from 'vitest'
import { junit } from '../../../src/report/formats/junit.js'
import { aCase, NASTY, PLAIN } from '../../support/findings.js'

/** Goes through XML token by token; what is not well-formed is an error. */
const elementsOf = (xml: string): readonly string[] => {
  const open: string[] = []
  const seen: string[] = []
  const token = /<\?xml[^?]*\?>|<\/([a-z-]+)>|<([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/gy
  let end = 0
  for (let match = token.exec(xml); match !== null; match = token.exec(xml)) {
    end = token.lastIndex
    const [, closes, opens, attributes = '', empty, text = ''] = match
    for (const entity of `${attributes}${text}`.match(/&[^;]*;?/g) ?? []) {
      if (!/^&(?:amp|lt|gt|quot|#10);$/.test(entity)) throw new Error(`entity ${entity}`)
    }
    if (closes !== undefined && open.pop() !== closes) throw new Error(`</${closes}>`)
    if (opens === undefined) continue
    seen.push(`${open.join('/')}/${opens}`)
    if (empty === '') open.push(opens)
  }
  if (end !== xml.length || open.length > 0)
    throw new Error(`stopped at ${xml.slice(end, end + 40)}`)
  return seen
}

describe('a JUnit report', () => {
  const xml = junit([
    aCase('passed'),
    aCase('passed', { ...PLAIN, severity: 'note' }),
    aCase('failed', NASTY, PLAIN),
    aCase('skipped'),
    { ...aCase('passed'), suite: 'another' },
  ])

  it('is well-formed, with the elements that readers know', () => {
    expect(elementsOf(xml)).toEqual([
      '/testsuites',
      'testsuites/testsuite',
      'testsuites/testsuite/testcase',
      'testsuites/testsuite/testcase',
      'testsuites/testsuite/testcase/system-out',
      'testsuites/testsuite/testcase',
      'testsuites/testsuite/testcase/failure',
      'testsuites/testsuite/testcase',
      'testsuites/testsuite/testcase/skipped',
      'testsuites/testsuite',
      'testsuites/testsuite/testcase',
    ])
  })

  it('counts tests, failures and skipped ones', () => {
    expect(xml).toContain('<testsuites tests="5" failures="1" errors="0" skipped="1">')
    expect(xml).toContain('<testsuite name="s" tests="4" failures="1" errors="0" skipped="1">')
    expect(xml).toContain(
      '<testsuite name="another" tests="1" failures="0" errors="0" skipped="0">',
    )
  })

  it('escapes what XML cannot hold', () => {
    expect(xml).toContain('type="DeadTaint"')
    expect(xml).toContain('Node &lt;n&amp;1&gt;: 100%: a, b')
    expect(xml).not.toContain('\u0001')
    expect(xml).toContain('\\u0001')
    const odd = junit([aCase('failed', { ...PLAIN, message: '\ud800\uffff' })])
    expect(odd).toContain('\\ud800\ufffd')
  })

  it('tells every finding with its evidence and its place', () => {
    expect(xml).toContain('error: DaemonSet a/b: runs on no node [RunsNowhere]')
    expect(xml).toContain(
      '  first &amp; second\n  &lt;third&gt;\n  at my charts/a:b,c.yaml: metadata',
    )
  })

  it('fails a case without findings, too, and may be empty', () => {
    expect(elementsOf(junit([aCase('failed')]))).toContain('testsuites/testsuite/testcase/failure')
    expect(elementsOf(junit([]))).toEqual(['/testsuites'])
  })
})
