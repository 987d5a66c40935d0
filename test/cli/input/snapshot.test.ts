import * as E from 'fp-ts/Either'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readJsonTree } from '../../../src/fields/jsonTree.js'
import { UsageError } from '../../../src/cli/exitCode.js'
import { readSnapshot, type Snapshot } from '../../../src/cli/input/snapshot.js'
import { fakeWorld, withFiles, type Surroundings } from '../../support/world.js'

/** Reads files by their names in a directory; problems name them without it. */
const read = async (
  files: Readonly<Record<string, string>>,
  names: readonly string[] = Object.keys(files),
  surroundings: Surroundings = {},
): Promise<Snapshot> =>
  await withFiles(files, async (directory) => {
    const paths = names.map((name) => (name === '-' ? name : join(directory, name)))
    const snapshot = await readSnapshot(paths, fakeWorld(surroundings).world)
    const problems = snapshot.problems.map((problem) => ({
      ...problem,
      file: problem.file.replace(`${directory}/`, ''),
    }))
    return { ...snapshot, problems }
  })

const named = ({ objects }: Snapshot) => ({
  nodes: objects.nodes?.map(({ metadata }) => metadata?.name),
  pods: objects.pods?.map(({ metadata }) => metadata?.name),
  daemonSets: objects.daemonSets?.map(({ metadata }) => metadata?.name),
})

describe('readSnapshot', () => {
  it('gathers what all inputs hold', async () => {
    const files = {
      'a.yaml':
        'apiVersion: v1\nkind: Node\nmetadata: {name: n1}\n---\n---\napiVersion: v1\nkind: Node\nmetadata: {name: n2}\n',
      'b.json': '{"kind": "PodList", "items": [{"metadata": {"name": "p1"}}]}',
      'c.ndjson':
        '{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "n3"}}\n{"apiVersion": "v1", "kind": "Secret"}\n',
    }
    const snapshot = await read(files, [...Object.keys(files), '-'], {
      stdin: '[{"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "d1"}}]',
    })
    expect(named(snapshot)).toEqual({
      nodes: ['n1', 'n2', 'n3'],
      pods: ['p1'],
      daemonSets: ['d1'],
    })
    expect(snapshot.objects.others).toEqual({ Secret: 1 })
    expect(snapshot.problems).toEqual([])
  })

  it('knows empty typed lists, and nothing of kinds that are not listed', async () => {
    const { objects } = await read({ 'a.json': '{"kind": "PodList", "items": []}' })
    expect(objects).toStrictEqual({ pods: [], others: {}, broken: [] })
  })

  it('does not take a pod from a manifest for a pod of the cluster', async () => {
    const { objects } = await read({
      'a.yaml': [
        'apiVersion: v1\nkind: Pod\nmetadata: {name: manifest}\nspec: {containers: []}',
        'apiVersion: v1\nkind: Pod\nmetadata: {name: broken, labels: 5}',
        'apiVersion: v1\nkind: Pod\nmetadata: {name: bound}\nspec: {nodeName: n1}',
        'apiVersion: v1\nkind: Pod\nmetadata: {name: created, uid: u1}',
        'apiVersion: v1\nkind: Pod\nmetadata: {name: pending}\nstatus: {phase: Pending}',
      ].join('\n---\n'),
    })
    expect(objects.pods?.map(({ metadata }) => metadata?.name)).toEqual([
      'bound',
      'created',
      'pending',
    ])
    expect(objects.others).toEqual({ Pod: 2 })
    expect(objects.broken).toEqual([])
  })

  it('remembers where each object came from', async () => {
    const text =
      'apiVersion: v1\nkind: Secret\n---\nkind: List\nitems:\n- apiVersion: v1\n  kind: Node\n- apiVersion: v1\n  kind: Secret\n- apiVersion: v1\n  kind: Node\n'
    await withFiles({ 'a.yaml': text }, async (directory) => {
      const file = join(directory, 'a.yaml')
      const { objects, originOf } = await readSnapshot([file], fakeWorld().world)
      const origins = objects.nodes?.map(originOf)
      expect(origins).toEqual([
        { file, document: 2, path: ['items', 0] },
        { file, document: 2, path: ['items', 2] },
      ])
      expect(originOf({ kind: 'Node' })).toBeUndefined()
    })
  })

  it('tells everything that is wrong with an object, and reads the others', async () => {
    const snapshot = await read({
      'a.yaml': [
        'apiVersion: v1\nkind: Node\nmetadata: {name: n1}',
        'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {namespace: a, name: d, uid: u, labels: {v: 1.10, on: yes}}\nspec: {minReadySeconds: "5"}',
        'just: a map',
        'apiVersion: v1\nkind: Node\nmetadata: {name: n2}',
      ].join('\n---\n'),
    })
    expect(named(snapshot).nodes).toEqual(['n1', 'n2'])
    expect(snapshot.problems).toEqual([
      {
        file: 'a.yaml',
        document: 2,
        object: 'DaemonSet a/d',
        path: ['metadata', 'labels', 'v'],
        message: 'expected string, found the number 1.1 (quote it)',
      },
      {
        file: 'a.yaml',
        document: 2,
        object: 'DaemonSet a/d',
        path: ['metadata', 'labels', 'true'],
        message: 'expected string, found the boolean true (quote it)',
      },
      {
        file: 'a.yaml',
        document: 2,
        object: 'DaemonSet a/d',
        path: ['spec', 'minReadySeconds'],
        message: 'expected 32-bit integer, found the string "5"',
      },
      {
        file: 'a.yaml',
        document: 3,
        path: ['kind'],
        message: 'expected an object with a kind, found one without',
      },
    ])
  })

  it('leaves a manifest that cannot be decoded to what refuses it', async () => {
    const text =
      'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: d}\nspec: {minReadySeconds: x}'
    const { problems, objects, originOf } = await read({ 'a.yaml': text })
    expect(problems).toEqual([])
    expect(objects).toMatchObject({ broken: [{ name: 'd', value: { kind: 'DaemonSet' } }] })
    expect(originOf(objects.broken[0] ?? {})).toMatchObject({ document: 1, path: [] })
  })

  it('tells how a DaemonSet is written', async () => {
    const daemonSet = 'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: d, name: e}'
    const list = `kind: List\nitems:\n- ${daemonSet.replaceAll('\n', '\n  ')}\n`
    for (const text of [daemonSet, list, `---\nkind: Secret\napiVersion: v1\n---\n${list}`]) {
      const { objects, writtenOf } = await read({ 'a.yaml': text })
      const [line] = text
        .split('\n')
        .flatMap((each, i) => (each.includes('name: d') ? [i + 1] : []))
      expect(writtenOf(objects.daemonSets?.[0] ?? {})?.repeated).toEqual([
        { code: 'DuplicateKey', path: ['metadata', 'name'], key: 'name', line },
      ])
    }
    const json =
      '{"apiVersion": "apps/v1", "kind": "DaemonSet", "spec": {"paused": 1, "paused": 2.0}}'
    for (const text of [
      json,
      `[{}, ${json}]`,
      `{"kind": "List", "items": [\n${json},\n${json},\n${json}\n]}`,
    ]) {
      const { objects, writtenOf } = await read({ 'a.json': text })
      const trees = objects.daemonSets?.map((each) => writtenOf(each)?.tree) ?? []
      expect(trees.length).toBeGreaterThan(0)
      for (const tree of trees) expect(tree).toEqual(E.toUnion(readJsonTree(json)))
    }
  })

  it.each([
    [
      'a name alone',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {nodeName: 5}',
      'Pod p',
    ],
    ['a kind alone', 'apiVersion: v1\nkind: Node\nspec: 5', 'Node'],
    ['a name without a kind', 'metadata: {name: p}', 'p'],
  ])('calls a broken object by %s', async (_case, text, object) => {
    const { problems } = await read({ 'a.yaml': text })
    expect(problems).toMatchObject([{ object }])
  })

  it('tells which document cannot be parsed, and reads the others', async () => {
    const snapshot = await read({
      'a.yaml':
        'apiVersion: v1\nkind: Node\nmetadata: {name: n1}\n---\na: b: c\n---\napiVersion: v1\nkind: Node\n',
      'b.json': '{"apiVersion": "v1", "kind": "Node"',
      'c.yaml': 'apiVersion: v1\nkind: Node\nmetadata: {name: n3}\n',
    })
    expect(named(snapshot).nodes).toEqual(['n1', undefined, 'n3'])
    expect(snapshot.problems).toMatchObject([
      { file: 'a.yaml', document: 2, line: 5 },
      { file: 'b.json', document: 1, message: expect.stringMatching(/JSON/) as string },
    ])
  })

  it('does not lose the rest to a file that cannot be read', async () => {
    await withFiles({ 'b.yaml': 'apiVersion: v1\nkind: Node' }, async (directory) => {
      await symlink(join(directory, 'nowhere'), join(directory, 'a.yaml'))
      const { objects, problems } = await readSnapshot([directory], fakeWorld().world)
      expect(objects.nodes).toHaveLength(1)
      expect(problems).toEqual([
        { file: join(directory, 'a.yaml'), message: 'no such file or directory' },
      ])
    })
  })

  it('does not lose the rest to a standard input that breaks off', async () => {
    const { objects, problems } = await read({ 'a.yaml': 'apiVersion: v1\nkind: Node' }, [
      '-',
      'a.yaml',
    ])
    expect(objects.nodes).toHaveLength(1)
    expect(problems).toEqual([{ file: '<stdin>', message: 'nobody types' }])
  })

  it('asks for input when none is named', async () => {
    const asking = readSnapshot([], fakeWorld().world)
    await expect(asking).rejects.toThrow(UsageError)
    await expect(asking).rejects.toThrow(/^give the cluster's objects with -f FILE/)
  })
})
