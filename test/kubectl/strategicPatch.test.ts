import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { patchObject } from '../../src/kubectl/patchObject.js'
import { frozen } from '../support/frozen.js'

const ORIGINAL = {
  spec: {
    template: {
      spec: {
        containers: [
          {
            name: 'a',
            image: 'a:1',
            env: [
              { name: 'E', value: '1' },
              { name: 'F', value: '2' },
            ],
          },
          { name: 'b', image: 'b:1' },
        ],
        volumes: [{ name: 'v', emptyDir: {} }],
        tolerations: [{ key: 'k', operator: 'Exists' }],
        nodeSelector: { x: '1', y: '2' },
      },
    },
  },
  metadata: { finalizers: ['f', 'g'] },
}

describe('a strategic merge patch', () => {
  // What StrategicMergePatch of apimachinery 0.37.2 answers.
  it.each<[string, object, object]>([
    [
      'merges a container by its name',
      { spec: { template: { spec: { containers: [{ name: 'b', image: 'b:2' }] } } } },
      {
        metadata: { finalizers: ['f', 'g'] },
        spec: {
          template: {
            spec: {
              containers: [
                {
                  env: [
                    { name: 'E', value: '1' },
                    { name: 'F', value: '2' },
                  ],
                  image: 'a:1',
                  name: 'a',
                },
                { image: 'b:2', name: 'b' },
              ],
              nodeSelector: { x: '1', y: '2' },
              tolerations: [{ key: 'k', operator: 'Exists' }],
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'puts a new container before the others',
      { spec: { template: { spec: { containers: [{ name: 'c', image: 'c:1' }] } } } },
      {
        metadata: { finalizers: ['f', 'g'] },
        spec: {
          template: {
            spec: {
              containers: [
                { image: 'c:1', name: 'c' },
                {
                  env: [
                    { name: 'E', value: '1' },
                    { name: 'F', value: '2' },
                  ],
                  image: 'a:1',
                  name: 'a',
                },
                { image: 'b:1', name: 'b' },
              ],
              nodeSelector: { x: '1', y: '2' },
              tolerations: [{ key: 'k', operator: 'Exists' }],
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'takes a container out',
      { spec: { template: { spec: { containers: [{ name: 'a', $patch: 'delete' }] } } } },
      {
        metadata: { finalizers: ['f', 'g'] },
        spec: {
          template: {
            spec: {
              containers: [{ image: 'b:1', name: 'b' }],
              nodeSelector: { x: '1', y: '2' },
              tolerations: [{ key: 'k', operator: 'Exists' }],
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'replaces all containers',
      {
        spec: {
          template: { spec: { containers: [{ name: 'z', image: 'z:1' }, { $patch: 'replace' }] } },
        },
      },
      {
        metadata: { finalizers: ['f', 'g'] },
        spec: {
          template: {
            spec: {
              containers: [{ image: 'z:1', name: 'z' }],
              nodeSelector: { x: '1', y: '2' },
              tolerations: [{ key: 'k', operator: 'Exists' }],
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'orders containers',
      {
        spec: {
          template: {
            spec: {
              containers: [{ name: 'b', image: 'b:2' }],
              '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }],
            },
          },
        },
      },
      {
        metadata: { finalizers: ['f', 'g'] },
        spec: {
          template: {
            spec: {
              containers: [
                { image: 'b:2', name: 'b' },
                {
                  env: [
                    { name: 'E', value: '1' },
                    { name: 'F', value: '2' },
                  ],
                  image: 'a:1',
                  name: 'a',
                },
              ],
              nodeSelector: { x: '1', y: '2' },
              tolerations: [{ key: 'k', operator: 'Exists' }],
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'merges a list within an item',
      {
        spec: {
          template: {
            spec: {
              containers: [
                {
                  name: 'a',
                  env: [
                    { name: 'F', value: '3' },
                    { name: 'G', value: '4' },
                  ],
                },
              ],
            },
          },
        },
      },
      {
        metadata: { finalizers: ['f', 'g'] },
        spec: {
          template: {
            spec: {
              containers: [
                {
                  env: [
                    { name: 'E', value: '1' },
                    { name: 'F', value: '3' },
                    { name: 'G', value: '4' },
                  ],
                  image: 'a:1',
                  name: 'a',
                },
                { image: 'b:1', name: 'b' },
              ],
              nodeSelector: { x: '1', y: '2' },
              tolerations: [{ key: 'k', operator: 'Exists' }],
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'replaces tolerations as a whole',
      { spec: { template: { spec: { tolerations: [{ key: 'other', operator: 'Exists' }] } } } },
      {
        metadata: { finalizers: ['f', 'g'] },
        spec: {
          template: {
            spec: {
              containers: [
                {
                  env: [
                    { name: 'E', value: '1' },
                    { name: 'F', value: '2' },
                  ],
                  image: 'a:1',
                  name: 'a',
                },
                { image: 'b:1', name: 'b' },
              ],
              nodeSelector: { x: '1', y: '2' },
              tolerations: [{ key: 'other', operator: 'Exists' }],
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'takes a member out',
      { spec: { template: { spec: { nodeSelector: { x: null, z: '3' } } } } },
      {
        metadata: { finalizers: ['f', 'g'] },
        spec: {
          template: {
            spec: {
              containers: [
                {
                  env: [
                    { name: 'E', value: '1' },
                    { name: 'F', value: '2' },
                  ],
                  image: 'a:1',
                  name: 'a',
                },
                { image: 'b:1', name: 'b' },
              ],
              nodeSelector: { y: '2', z: '3' },
              tolerations: [{ key: 'k', operator: 'Exists' }],
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'replaces an object',
      { spec: { template: { spec: { nodeSelector: { $patch: 'replace', z: '3' } } } } },
      {
        metadata: { finalizers: ['f', 'g'] },
        spec: {
          template: {
            spec: {
              containers: [
                {
                  env: [
                    { name: 'E', value: '1' },
                    { name: 'F', value: '2' },
                  ],
                  image: 'a:1',
                  name: 'a',
                },
                { image: 'b:1', name: 'b' },
              ],
              nodeSelector: { z: '3' },
              tolerations: [{ key: 'k', operator: 'Exists' }],
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'empties an object',
      { spec: { template: { spec: { nodeSelector: { $patch: 'delete' } } } } },
      {
        metadata: { finalizers: ['f', 'g'] },
        spec: {
          template: {
            spec: {
              containers: [
                {
                  env: [
                    { name: 'E', value: '1' },
                    { name: 'F', value: '2' },
                  ],
                  image: 'a:1',
                  name: 'a',
                },
                { image: 'b:1', name: 'b' },
              ],
              nodeSelector: {},
              tolerations: [{ key: 'k', operator: 'Exists' }],
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'keeps members of a volume',
      {
        spec: {
          template: {
            spec: {
              volumes: [{ name: 'v', $retainKeys: ['name', 'hostPath'], hostPath: { path: '/x' } }],
            },
          },
        },
      },
      {
        metadata: { finalizers: ['f', 'g'] },
        spec: {
          template: {
            spec: {
              containers: [
                {
                  env: [
                    { name: 'E', value: '1' },
                    { name: 'F', value: '2' },
                  ],
                  image: 'a:1',
                  name: 'a',
                },
                { image: 'b:1', name: 'b' },
              ],
              nodeSelector: { x: '1', y: '2' },
              tolerations: [{ key: 'k', operator: 'Exists' }],
              volumes: [{ hostPath: { path: '/x' }, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'adds to a list of texts',
      { metadata: { finalizers: ['h'] } },
      {
        metadata: { finalizers: ['h', 'f', 'g'] },
        spec: {
          template: {
            spec: {
              containers: [
                {
                  env: [
                    { name: 'E', value: '1' },
                    { name: 'F', value: '2' },
                  ],
                  image: 'a:1',
                  name: 'a',
                },
                { image: 'b:1', name: 'b' },
              ],
              nodeSelector: { x: '1', y: '2' },
              tolerations: [{ key: 'k', operator: 'Exists' }],
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'takes out of a list of texts',
      { metadata: { '$deleteFromPrimitiveList/finalizers': ['f'] } },
      {
        metadata: { finalizers: ['g'] },
        spec: {
          template: {
            spec: {
              containers: [
                {
                  env: [
                    { name: 'E', value: '1' },
                    { name: 'F', value: '2' },
                  ],
                  image: 'a:1',
                  name: 'a',
                },
                { image: 'b:1', name: 'b' },
              ],
              nodeSelector: { x: '1', y: '2' },
              tolerations: [{ key: 'k', operator: 'Exists' }],
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
  ])('%s', (_case, patch, expected) => {
    expect(patchObject(frozen(ORIGINAL), frozen(patch))).toEqual(E.right(expected))
  })

  it.each<[string, object, string]>([
    [
      'needs a merge key',
      { spec: { template: { spec: { containers: [{ image: 'c:1' }] } } } },
      'NoMergeKey',
    ],
    [
      'knows three directives',
      { spec: { template: { spec: { nodeSelector: { $patch: 'odd' } } } } },
      'UnknownDirective',
    ],
    [
      'keeps to the members that are retained',
      {
        spec: {
          template: { spec: { volumes: [{ name: 'v', $retainKeys: ['name'], hostPath: {} }] } },
        },
      },
      'BadRetainKeys',
    ],
    [
      'keeps to the order',
      {
        spec: {
          template: {
            spec: { containers: [{ name: 'a' }], '$setElementOrder/containers': [{ name: 'b' }] },
          },
        },
      },
      'BadOrder',
    ],
    ['mixes no items', { spec: { template: { spec: { containers: ['a'] } } } }, 'MixedList'],
  ])('%s', (_case, patch, code) => {
    expect(patchObject(frozen(ORIGINAL), patch)).toMatchObject({ _tag: 'Left', left: [{ code }] })
  })
})
