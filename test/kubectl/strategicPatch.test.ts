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

  // The same of what is seldom sent.
  it.each<[string, object, object]>([
    [
      'takes texts out of no list',
      { metadata: { '$deleteFromPrimitiveList/nothing': ['f'] } },
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
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'takes texts out of a list',
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
    [
      'puts a new text at the end',
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
      'merges no texts',
      { metadata: { finalizers: [] } },
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
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'leaves a directive out that nothing is there for',
      { spec: { template: { spec: { securityContext: { $patch: 'delete', runAsUser: 1 } } } } },
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
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'leaves directives out of what is new',
      {
        spec: {
          template: {
            spec: {
              initContainers: [
                { name: 'i', $patch: 'delete' },
                { name: 'j', env: null },
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
                    { name: 'F', value: '2' },
                  ],
                  image: 'a:1',
                  name: 'a',
                },
                { image: 'b:1', name: 'b' },
              ],
              initContainers: [{ name: 'j' }],
              nodeSelector: { x: '1', y: '2' },
              tolerations: [{ key: 'k', operator: 'Exists' }],
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'leaves nulls out of what is new',
      {
        spec: {
          template: {
            spec: {
              initContainers: [{ name: 'j', image: null, env: [{ name: 'E', value: null }] }],
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
              initContainers: [{ env: [{ name: 'E' }], name: 'j' }],
              nodeSelector: { x: '1', y: '2' },
              tolerations: [{ key: 'k', operator: 'Exists' }],
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'orders what is not there by nothing',
      { spec: { template: { spec: { '$setElementOrder/initContainers': [{ name: 'a' }] } } } },
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
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'orders what is there',
      {
        spec: {
          template: { spec: { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] } },
        },
      },
      {
        metadata: { finalizers: ['f', 'g'] },
        spec: {
          template: {
            spec: {
              containers: [
                { image: 'b:1', name: 'b' },
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
      'orders what is new as it comes',
      {
        spec: {
          template: {
            spec: {
              '$setElementOrder/initContainers': [{ name: 'i' }, { name: 'j' }],
              initContainers: [{ name: 'i' }, { name: 'j' }],
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
              initContainers: [{ name: 'i' }, { name: 'j' }],
              nodeSelector: { x: '1', y: '2' },
              tolerations: [{ key: 'k', operator: 'Exists' }],
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'orders texts',
      { metadata: { '$setElementOrder/finalizers': ['g', 'h', 'f'], finalizers: ['h'] } },
      {
        metadata: { finalizers: ['g', 'h', 'f'] },
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
      'orders by an empty order',
      {
        spec: {
          template: { spec: { '$setElementOrder/containers': [], containers: [{ name: 'c' }] } },
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
                { name: 'c' },
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
      'takes what goes for in no order',
      {
        spec: {
          template: {
            spec: {
              '$setElementOrder/containers': [{ name: 'b' }],
              containers: [
                { name: 'a', $patch: 'delete' },
                { name: 'b', image: 'b:2' },
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
              containers: [{ image: 'b:2', name: 'b' }],
              nodeSelector: { x: '1', y: '2' },
              tolerations: [{ key: 'k', operator: 'Exists' }],
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'tells ports apart by their numbers',
      {
        spec: {
          template: {
            spec: {
              containers: [
                {
                  name: 'a',
                  ports: [{ containerPort: 80, protocol: 'TCP' }, { containerPort: 81 }],
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
                    { name: 'F', value: '2' },
                  ],
                  image: 'a:1',
                  name: 'a',
                  ports: [{ containerPort: 80, protocol: 'TCP' }, { containerPort: 81 }],
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
      'replaces a list',
      { spec: { template: { spec: { containers: [{ $patch: 'replace' }, { name: 'z' }] } } } },
      {
        metadata: { finalizers: ['f', 'g'] },
        spec: {
          template: {
            spec: {
              containers: [{ name: 'z' }],
              nodeSelector: { x: '1', y: '2' },
              tolerations: [{ key: 'k', operator: 'Exists' }],
              volumes: [{ emptyDir: {}, name: 'v' }],
            },
          },
        },
      },
    ],
    [
      'replaces a text by an object',
      { metadata: { finalizers: { a: 'b' } } },
      {
        metadata: { finalizers: { a: 'b' } },
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
      'replaces a list of what has no key',
      {
        spec: { template: { spec: { tolerations: [{ operator: 'Exists' }, { $patch: 'odd' }] } } },
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
              tolerations: [{ operator: 'Exists' }, { $patch: 'odd' }],
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
      'texts instead of volumes',
      { spec: { template: { spec: { imagePullSecrets: ['a'] } } } },
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
              imagePullSecrets: ['a'],
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
      'orders what is new',
      {
        spec: {
          template: {
            spec: {
              '$setElementOrder/initContainers': [{ name: 'j' }, { name: 'i' }],
              initContainers: [{ name: 'i' }, { name: 'j' }],
            },
          },
        },
      },
      'BadOrder',
    ],
    [
      'an order that is no list',
      { spec: { template: { spec: { '$setElementOrder/containers': 'a' } } } },
      'BadOrder',
    ],
    [
      'an order of what is no list',
      { spec: { template: { spec: { '$setElementOrder/nodeSelector': ['x'] } } } },
      'BadOrder',
    ],
    [
      'retained keys that are no list',
      { spec: { template: { spec: { volumes: [{ name: 'v', $retainKeys: 'name' }] } } } },
      'BadRetainKeys',
    ],
    [
      'an odd directive in a list',
      { spec: { template: { spec: { containers: [{ name: 'a', $patch: 'odd' }] } } } },
      'UnknownDirective',
    ],
    ['a list in a list', { spec: { template: { spec: { containers: [['a']] } } } }, 'MixedList'],
    ['a null in a list', { spec: { template: { spec: { containers: [null] } } } }, 'MixedList'],
    [
      'an order that both lists are empty for',
      { metadata: { '$setElementOrder/ownerReferences': [], ownerReferences: [] } },
      'BadOrder',
    ],
    [
      'items out of order',
      { metadata: { '$setElementOrder/finalizers': ['g', 'f'], finalizers: ['f', 'g'] } },
      'BadOrder',
    ],
  ])('refuses %s', (_case, patch, code) => {
    expect(patchObject(frozen(ORIGINAL), frozen(patch))).toMatchObject({
      _tag: 'Left',
      left: [{ code }],
    })
  })
})
