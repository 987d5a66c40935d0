import { describe, expect, it } from 'vitest'
import { groupedEdit, parseEdit, shellWords } from '../../../src/cli/options/parseEdit.js'

const n1 = { code: 'Named', names: ['n1'] }
const NO_DRAIN_FLAGS = { ignoreDaemonSets: false, deleteEmptyDirData: false, force: false }

describe('parseEdit', () => {
  it.each<[string, object]>([
    [
      'taint node n1 n2 dedicated=db:NoSchedule old-',
      {
        code: 'Taint',
        nodes: { code: 'Named', names: ['n1', 'n2'] },
        edit: {
          add: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }],
          remove: [{ key: 'old', effect: '' }],
        },
        overwrite: false,
      },
    ],
    ['kubectl taint nodes n1 a:NoExecute --overwrite', { code: 'Taint', overwrite: true }],
    [
      'untaint node n1 dedicated a:NoSchedule b-',
      {
        nodes: n1,
        edit: {
          add: [],
          remove: [
            { key: 'dedicated', effect: '' },
            { key: 'a', effect: 'NoSchedule' },
            { key: 'b', effect: '' },
          ],
        },
      },
    ],
    ['untaint nodes --all a', { edit: { add: [], remove: [{ key: 'a', effect: '' }] } }],
    [
      'label node n1 disk=ssd gpu-',
      { code: 'Label', nodes: n1, edit: { set: [['disk', 'ssd']], remove: ['gpu'] } },
    ],
    ['label node/n1 a=b --overwrite', { code: 'Label', nodes: n1, overwrite: true }],
    ['cordon n1', { code: 'Cordon', nodes: n1 }],
    ['uncordon node n1', { code: 'Uncordon', nodes: n1 }],
    ['drain n1', { code: 'Drain', nodes: n1, options: NO_DRAIN_FLAGS }],
    [
      'drain n1 --ignore-daemonsets --delete-emptydir-data --force',
      { options: { ignoreDaemonSets: true, deleteEmptyDirData: true, force: true } },
    ],
    ['delete node n1 n2', { code: 'Delete', nodes: { code: 'Named', names: ['n1', 'n2'] } }],
    [
      'add nodes --template pool.yaml --pool gpu --count 20',
      { code: 'Add', template: 'pool.yaml', pool: 'gpu', count: 20 },
    ],
    [
      'drain n1 --force=false --ignore-daemonsets=true',
      { options: { ...NO_DRAIN_FLAGS, ignoreDaemonSets: true } },
    ],
    [
      'delete ds agent',
      { code: 'DeleteDaemonSet', objects: { names: ['agent'] }, cascade: 'background' },
    ],
    [
      'delete ds/agent ds/net -n a --cascade=orphan',
      {
        code: 'DeleteDaemonSet',
        objects: { namespace: 'a', names: ['agent', 'net'] },
        cascade: 'orphan',
      },
    ],
    ['delete daemonsets.apps a/agent', { objects: { namespace: 'a', names: ['agent'] } }],
    [
      'delete pod p1 p2 -n a',
      { code: 'DeletePod', objects: { namespace: 'a', names: ['p1', 'p2'] } },
    ],
    ['delete no n1', { code: 'Delete', nodes: n1 }],
    [
      'set image ds/agent c=x:2 d=y',
      {
        code: 'Edit',
        objects: { names: ['agent'] },
        edit: { code: 'SetImage', images: { c: 'x:2', d: 'y' } },
      },
    ],
    [
      'set image ds agent *=x -n a',
      { objects: { namespace: 'a', names: ['agent'] }, edit: { images: { '*': 'x' } } },
    ],
    [
      `patch ds agent -p '{"spec": {}}' --type=merge`,
      {
        code: 'Edit',
        objects: { names: ['agent'] },
        edit: { code: 'Patch', patch: '{"spec": {}}', type: 'merge' },
      },
    ],
    ['add node --template pool.yaml', { code: 'Add', pool: undefined, count: 1 }],
  ])('reads %s', (text, expected) => {
    expect(parseEdit(text)).toMatchObject(expected)
  })

  it('chooses nodes by labels, or all of them', () => {
    const some = parseEdit(`cordon -l 'zone in (a, b)'`)
    if (some.code !== 'Cordon' || some.nodes.code !== 'Matching') throw new Error('no selector')
    expect(some.nodes.matches({ zone: 'a' })).toBe(true)
    expect(some.nodes.matches({ zone: 'c' })).toBe(false)
    const all = parseEdit('delete nodes --all')
    if (all.code !== 'Delete' || all.nodes.code !== 'Matching') throw new Error('not all')
    expect(all.nodes.matches(null)).toBe(true)
  })

  it.each([
    ['', 'an edit is one quoted argument'],
    ['frobnicate n1', 'an edit is one quoted argument'],
    ['toString', 'an edit is one quoted argument'],
    ['taint node n1', 'at least one taint update is required'],
    ['taint pod n1 a:NoSchedule', 'invalid resource type pod, only node types are supported'],
    ['taint node n1 a:Never', 'invalid taint effect: Never'],
    ['label node n1', 'at least one label update is required'],
    ['label node n1 a=b=c', 'invalid label spec: a=b=c'],
    ['cordon', 'no node is named: give names, -l SELECTOR or --all'],
    ['cordon n1 --force', "cordon: unknown option '--force'"],
    ['drain n1 --ignore-daemonset', 'did you mean --ignore-daemonsets?'],
    ['dran n1', 'did you mean drain?'],
    [
      'drain n1 --timeout=60s',
      'drain: leave out --timeout: what-if says what is evicted, not how long',
    ],
    ['drain n1 --grace-period 5', 'drain: leave out --grace-period'],
    [
      'drain n1 --disable-eviction',
      'drain: leave out --disable-eviction: what-if does not look at',
    ],
    ['drain n1 --pod-selector a=b', 'drain: leave out --pod-selector'],
    ['delete deploy web', 'a Deployment is not looked at'],
    ['delete ds', 'expected a name'],
    ['delete ds a --all', 'name what is deleted'],
    ['delete node n1 -n a', 'nodes are in no namespace; -n is about DaemonSets and pods'],
    ['delete n1 --namespace=a', 'nodes are in no namespace; -n is about DaemonSets and pods'],
    [
      'delete node n1 --cascade=orphan',
      '--cascade is about DaemonSets: what becomes of their pods',
    ],
    [
      'delete pod p -n a --cascade=orphan',
      '--cascade is about DaemonSets: what becomes of their pods',
    ],
    ['delete ds a --cascade=never', '--cascade never: expected background, foreground or orphan'],
    ['set env ds/a A=b', 'set env: expected set image'],
    ['set image ds/a', 'at least one image update is required'],
    ['set image ds/a c=', 'c=: expected CONTAINER=IMAGE'],
    ['set image ds/a *=x c=y', 'all containers are already specified by *'],
    ['set image deploy/a c=x', 'expected ds NAME or ds/NAME'],
    ['patch ds a', 'must specify --patch or --patch-file'],
    ['patch ds a -p x --type=odd', '--type odd: expected one of strategic, merge, json'],
    ['cordon -l a=b=c', '-l a=b=c'],
    ['add nodes', 'add nodes --template FILE --count N'],
    ['add pods --template x', 'add nodes --template FILE --count N'],
    ['add nodes extra --template x', 'add nodes --template FILE --count N'],
    ['add nodes --template x --count 0', '--count 0: expected a number from 1 to 100000'],
    ['add nodes --template x --count many', '--count many: expected a number'],
  ])('refuses %j', (text, message) => {
    expect(() => parseEdit(text)).toThrow(message)
  })
})

it.each([
  ['', []],
  ['  drain  worker-1 ', ['drain', 'worker-1']],
  [`label node n1 'a=b c'`, ['label', 'node', 'n1', 'a=b c']],
  ['-l "zone in (a, b)"', ['-l', 'zone in (a, b)']],
  [`-l'zone=a'`, ['-lzone=a']],
  ['a\\ b "c\\"d"', ['a b', 'c"d']],
  ['-p {"a":"b"}', ['-p', '{"a":"b"}']],
  ['--patch={"a":"b"} -p[{"op":"x"}]', ['--patch={"a":"b"}', '-p[{"op":"x"}]']],
  ['-p {\\"a\\":1} x="{"', ['-p', '{"a":1}', 'x={']],
])('%j is split as a shell splits it', (text, words) => {
  expect(shellWords(text)).toEqual(words)
})

it.each([`taint 'a`, 'x "y', 'a\\'])('%j is not closed', (text) => {
  expect(() => shellWords(text)).toThrow('a quote is not closed')
})

describe('groupedEdit', () => {
  const OWN = [
    { name: 'filename', short: 'f', value: 'FILE', text: '' },
    { name: 'selector', short: 'l', value: 'LABELS', text: '' },
    { name: 'output', short: 'o', value: 'FORMAT', text: '' },
    { name: 'detailed-exitcode', text: '' },
  ]

  it.each<[readonly string[], readonly string[]]>([
    [
      ['cordon n1', '-f', 'x'],
      ['cordon n1', '-f', 'x'],
    ],
    [
      ['cordon', 'n1', '-f', 'x'],
      ['cordon n1', '-f', 'x'],
    ],
    [
      ['-f', 'x', 'drain', 'n1', '--ignore-daemonsets', '-o', 'json'],
      ['drain n1 --ignore-daemonsets', '-f', 'x', '-o', 'json'],
    ],
    [
      ['drain', '-l', 'a in (b, c)', '-fx', '--detailed-exitcode'],
      ["drain -l 'a in (b, c)'", '-fx', '--detailed-exitcode'],
    ],
    [
      ['kubectl', 'patch', 'ds', 'a', '-p', `{"it's": 1}`, '--filename=x'],
      [`kubectl patch ds a -p '{"it'\\''s": 1}'`, '--filename=x'],
    ],
    [['cordon', 'n1', '--oops'], ['cordon n1 --oops']],
    [
      ['drain', '--help'],
      ['drain', '--help'],
    ],
    [
      ['nothing', 'n1'],
      ['nothing', 'n1'],
    ],
    [[], []],
  ])('%j', (args, expected) => {
    expect(groupedEdit(args, OWN)).toEqual(expected)
  })

  it('quotes what parseEdit reads again', () => {
    const [edit = ''] = groupedEdit(['patch', 'ds', 'a', '-p', `{"it's": "a b"}`], OWN)
    expect(parseEdit(edit)).toMatchObject({ edit: { patch: `{"it's": "a b"}` } })
  })
})
