import { describe, expect, it } from 'vitest'
import { sarif } from '../../../src/report/formats/sarif.js'
import { NASTY, PLAIN } from '../../support/findings.js'
import { sarifFaults } from '../../support/schemas.js'

const log = sarif([NASTY, PLAIN, { ...PLAIN, origin: { file: '<stdin>', line: 1 } }, NASTY], {
  version: '1.2.3',
})
const [run] = log.runs

/** What the SARIF 2.1.0 specification asks of the parts that are used. */
describe('a SARIF log', () => {
  it('says its version and its schema (§3.13)', () => {
    expect(log.version).toBe('2.1.0')
    expect(log.$schema).toMatch(/sarif-2\.1\.0\.json$/)
    expect(log.runs).toHaveLength(1)
  })

  it('is what the schema of SARIF 2.1.0 takes', () => {
    const template = { file: 'all.yaml', line: 3, template: 'c/templates/ds.yaml' }
    const described = { version: '1', describe: () => ({ means: 'That.', fix: 'This.' }) }
    expect(sarifFaults(log)).toEqual([])
    expect(sarifFaults(sarif([], { version: '1' }))).toEqual([])
    expect(sarifFaults(sarif([{ ...PLAIN, origin: template }], described))).toEqual([])
    expect(sarifFaults({ ...log, version: '2.2.0' })).not.toEqual([])
    expect(sarifFaults({ ...log, more: 1 })).not.toEqual([])
  })

  it('names its tool and every rule once (§3.18, §3.19)', () => {
    expect(run?.tool.driver).toMatchObject({
      name: 'podfit',
      version: '1.2.3',
      rules: [{ id: 'DeadTaint' }, { id: 'RunsNowhere' }],
    })
  })

  it('points from each result to its rule (§3.27)', () => {
    for (const { ruleId, ruleIndex } of run?.results ?? []) {
      expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId)
    }
  })

  it('has levels of the list (§3.27.10), messages (§3.27.11), lines from 1 (§3.30.5)', () => {
    for (const { level, message, locations } of run?.results ?? []) {
      expect(['none', 'note', 'warning', 'error']).toContain(level)
      expect(message.text).not.toBe('')
      expect(locations[0]?.physicalLocation?.region.startLine ?? 1).toBeGreaterThan(0)
    }
  })

  it('writes files as relative URIs (§3.4.3)', () => {
    const [location] = run?.results[0]?.locations ?? []
    expect(location).toEqual({
      physicalLocation: {
        artifactLocation: { uri: 'my%20charts/a%3Ab%2Cc.yaml' },
        region: { startLine: 7 },
      },
      logicalLocations: [{ fullyQualifiedName: 'Node <n&1> metadata.labels["a/\\"b\\""]' }],
    })
    const uri = location?.physicalLocation?.artifactLocation.uri ?? ''
    expect(new URL(uri, 'file:///repo/').pathname).toBe('/repo/my%20charts/a%3Ab%2Cc.yaml')
  })

  it('has no file for what came from none', () => {
    const logical = { logicalLocations: [{ fullyQualifiedName: 'DaemonSet a/b' }] }
    expect(run?.results[1]?.locations).toEqual([logical])
    const physicalLocation = { artifactLocation: { uri: 'stdin' }, region: { startLine: 1 } }
    expect(run?.results[2]?.locations).toEqual([{ physicalLocation, ...logical }])
  })

  it('tells message and details', () => {
    expect(run?.results[1]?.message.text).toBe('DaemonSet a/b: runs on no node')
    expect(run?.results[0]?.message.text).toContain('\nfirst & second\n<third>')
  })

  it('describes its rules, as code scanning requires', () => {
    const describeCode = (code: string) =>
      code === 'DeadTaint'
        ? { means: 'Nobody tolerates it (`taint`).', fix: 'Take it off.' }
        : undefined
    const { rules } =
      sarif([NASTY, PLAIN], { version: '1', describe: describeCode }).runs[0]?.tool.driver ?? {}
    expect(rules).toEqual([
      {
        id: 'DeadTaint',
        name: 'DeadTaint',
        shortDescription: { text: 'dead taint' },
        fullDescription: { text: 'Nobody tolerates it (taint).' },
        help: {
          text: 'Nobody tolerates it (taint).\n\nTake it off.',
          markdown: 'Nobody tolerates it (`taint`).\n\nTake it off.',
        },
      },
      expect.objectContaining({ shortDescription: { text: 'runs nowhere' } }),
    ])
  })

  it('tells findings apart by fingerprints that do not hang on lines', () => {
    const printsOf = (findings: readonly (typeof PLAIN)[]) =>
      sarif(findings, { version: '1' }).runs[0]?.results.map(
        ({ partialFingerprints }) => partialFingerprints['podfit/v1'],
      ) ?? []
    const prints = printsOf([PLAIN, PLAIN, { ...PLAIN, code: 'Other' }])
    expect(new Set(prints).size).toBe(3)
    expect(printsOf([{ ...PLAIN, origin: { file: 'a', line: 7 } }])[0]).toBe(prints[0])
  })

  it('leads to the template of a rendered chart', () => {
    const origin = { file: 'all.yaml', line: 3, template: 'c/templates/ds.yaml' }
    const [result] = sarif([{ ...PLAIN, origin }], { version: '1' }).runs[0]?.results ?? []
    expect(result?.relatedLocations?.[0]?.physicalLocation.artifactLocation.uri).toBe(
      'c/templates/ds.yaml',
    )
  })

  it('takes the first line where none is known, and may be empty', () => {
    const [result] =
      sarif([{ ...PLAIN, origin: { file: 'a\\b.yaml' } }], { version: '1' }).runs[0]?.results ?? []
    expect(result?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'a/b.yaml' },
      region: { startLine: 1 },
    })
    expect(sarif([], { version: '1' }).runs[0]?.results).toEqual([])
  })
})
