import { describe, expect, it } from 'vitest'
import { aNode } from '../../../src/testing/builders.js'
import { FORBIDDEN, kubectl, LIVE, typed, withoutPlaces } from '../../support/kubectl.js'
import { podfit } from '../../support/world.js'

describe('podfit snapshot', () => {
  it('prints what the other verbs read, so that they answer the same of it', async () => {
    const { program } = kubectl(LIVE)
    const { stdout, code } = await podfit(['snapshot'], { program })
    expect(code).toBe(0)
    for (const verb of ['status', 'plan', 'matrix', 'audit', 'explain']) {
      const live = await podfit([verb, '--cluster'], { program })
      const given = await podfit([verb, '-f', '@all.json'], { files: { 'all.json': stdout } })
      expect(withoutPlaces(given)).toEqual(withoutPlaces(live))
    }
    const yaml = await podfit(['snapshot', '-o', 'yaml'], { program })
    const plan = await podfit(['plan', '-f', '@all.yaml'], { files: { 'all.yaml': yaml.stdout } })
    expect(plan).toEqual(await podfit(['plan', '--cluster'], { program }))
  })

  it('takes the context and the settings that it is given', async () => {
    const { program, asked } = kubectl(LIVE)
    await podfit(['snapshot', '--context', 'prod', '--kubeconfig', 'k.yaml'], { program })
    expect(asked).toHaveLength(6)
    for (const args of asked) {
      expect(args.slice(-2)).toEqual(['--context=prod', '--kubeconfig=k.yaml'])
    }
  })

  it('leaves out what it may not read, and ends with 4', async () => {
    const { program } = kubectl({ ...LIVE, pods: FORBIDDEN })
    const { stdout, stderr, code } = await podfit(['snapshot'], { program })
    expect(code).toBe(4)
    expect(stderr).toContain(FORBIDDEN)
    expect(stdout).not.toContain('PodList')
    expect(stdout).toContain('"kind": "EventList"')
  })

  it('can be shown to strangers', async () => {
    const { program } = kubectl({ ...LIVE, nodes: [typed('v1', 'Node', aNode('secret-host'))] })
    const { stdout } = await podfit(['snapshot', '--redact'], { program })
    expect(stdout).not.toContain('secret-host')
    expect(stdout).toContain('"kind": "Node"')
  })
})
