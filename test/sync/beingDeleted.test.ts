import { describe, expect, it } from 'vitest'
import { beingDeleted } from '../../src/sync/beingDeleted.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { podfit } from '../support/world.js'

const deletionTimestamp = '2026-01-01T00:00:00Z'
const leaving = aDaemonSet({ metadata: { deletionTimestamp, finalizers: ['orphan'] } })
const OBJECTS = [aNode('n1'), aNode('n2'), leaving, aPodOf(leaving, { node: 'n1' })]

const said = async (...args: readonly string[]): Promise<string> => {
  const { stdout } = await podfit([...args, '-f', '@cluster.json'], {
    files: { 'cluster.json': JSON.stringify(OBJECTS) },
  })
  return stdout
}

describe('a DaemonSet that is being deleted', () => {
  it('is told by its deletionTimestamp, and its finalizers tell what becomes of its pods', () => {
    expect(beingDeleted(leaving)).toBe('orphan')
    expect(beingDeleted(aDaemonSet({ metadata: { deletionTimestamp } }))).toBe('background')
    expect(beingDeleted(aDaemonSet())).toBeUndefined()
  })

  const SENTENCE = 'the DaemonSet is being deleted, so the controller does nothing'
  it.each<readonly [string, readonly string[], string]>([
    ['status', ['status'], 'being deleted'],
    ['plan', ['plan'], SENTENCE],
    ['node', ['node', 'n2'], `no          being deleted  ${SENTENCE}: its pods and revisions stay`],
    ['matrix', ['matrix'], '! being deleted, so that the controller does nothing: default/agent'],
    ['matrix in Markdown', ['matrix', '-o', 'markdown'], 'being deleted'],
    ['explain', ['explain', 'agent'], `  ! ${SENTENCE}: its pods and revisions stay`],
    ['explain of a node', ['explain', 'agent', 'n2'], `  ! ${SENTENCE}`],
    ['explain in Markdown', ['explain', 'agent', '-o', 'markdown'], SENTENCE],
    ['rollout', ['rollout', 'agent'], ': being deleted, 2 desired'],
    [
      'what-if',
      ['what-if', 'cordon n1', 'taint node n1 a=b:NoExecute'],
      'default/agent (being deleted, so the controller does nothing): should run on 1 instead of 2',
    ],
    [
      'what-if in Markdown',
      ['what-if', 'taint node n1 a=b:NoExecute', '-o', 'markdown'],
      'default/agent (being deleted, so the controller does nothing) |',
    ],
  ])('is told by %s', async (_verb, args, words) => {
    expect(await said(...args)).toContain(words)
  })

  it('is no rollout that gets stuck, and no pod that should be on a node', async () => {
    expect(await said('rollout', 'agent')).not.toContain('gets stuck')
    expect(await said('node', 'n2')).toContain('0 of 1 DaemonSet should run here')
  })

  it.each([
    ['node', ['node', 'n1']],
    ['explain', ['explain', 'agent']],
    ['what-if', ['what-if', 'cordon n1']],
  ])('is in the JSON of %s', async (_verb, args) => {
    expect(await said(...args, '-o', 'json')).toContain('"beingDeleted": "orphan"')
  })
})
