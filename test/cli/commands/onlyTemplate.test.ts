import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/cli/exitCode.js'
import { onlyTemplate } from '../../../src/cli/commands/whatIfCommand.js'
import { aNode } from '../../../src/testing/builders.js'
import { fakeWorld, withFiles } from '../../support/world.js'

const pool = (name: string) => ({
  apiVersion: 'karpenter.sh/v1',
  kind: 'NodePool',
  metadata: { name },
})

const read = (objects: unknown, name?: string) =>
  withFiles({ 'pool.json': JSON.stringify(objects) }, async (directory) => {
    const template = await onlyTemplate(join(directory, 'pool.json'), name, fakeWorld().world)
    return template.node.metadata?.name
  })

describe('onlyTemplate', () => {
  it('is the one node pool of the file, or the one of that name', async () => {
    expect(await read(pool('gpu'))).toBe('gpu')
    expect(await read([pool('gpu'), pool('cpu')], 'cpu')).toBe('cpu')
  })

  it('is a node to be copied', async () => {
    expect(await read(aNode('n1'))).toBe('n1')
  })

  it.each<[unknown, string | undefined, string]>([
    [[pool('gpu'), pool('cpu')], undefined, 'choose with --pool NAME from gpu, cpu'],
    [[pool('gpu')], 'cpu', 'no node pool, node template or node cpu; it has gpu'],
    [{ apiVersion: 'v1', kind: 'Secret' }, undefined, 'no node pool, node template or node'],
    [{ ...pool('x'), metadata: { name: 5 } }, undefined, 'metadata.name: expected string'],
  ])('refuses %j', async (objects, name, message) => {
    await expect(read(objects, name)).rejects.toThrow(message)
  })

  it('tells a file that cannot be read from a wrong command line', async () => {
    await expect(read({ ...pool('x'), metadata: { name: 5 } })).rejects.toBeInstanceOf(InputError)
  })
})
