import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { applyPatch } from '../../src/data/patch.js'
import { convertDeployment } from '../../src/kubectl/convert.js'
import { convertDeployments } from '../../src/kubectl/convertDeployments.js'
import { frozen } from '../support/frozen.js'

const deployment = frozen({ kind: 'Deployment', spec: { replicas: 3, template: {} } })
const service = frozen({ kind: 'Service', spec: { replicas: 3 } })

const converted = (value: unknown): unknown => {
  const result = convertDeployments(value)
  return E.isRight(result) ? applyPatch(value, result.right.patch) : result.left
}

describe('convertDeployments', () => {
  it('converts one as it is converted alone', () => {
    expect(convertDeployments(deployment)).toEqual(convertDeployment(deployment))
    expect(convertDeployments(service)).toEqual(convertDeployment(service))
  })

  it('converts those of a list, also of one within it, and leaves the rest', () => {
    const list = frozen({
      kind: 'List',
      items: [service, deployment, { kind: 'List', items: [deployment] }],
    })
    const daemonSet = { kind: 'DaemonSet', spec: { template: {} } }
    expect(converted(list)).toEqual({
      kind: 'List',
      items: [service, daemonSet, { kind: 'List', items: [daemonSet] }],
    })
  })

  it('says where in the list something differs', () => {
    const result = convertDeployments({ kind: 'List', items: [service, deployment] })
    expect(E.isRight(result) && result.right.notes).toEqual([
      { code: 'ReplicasDropped', path: ['items', 1, 'spec', 'replicas'] },
    ])
  })

  it.each([
    [{ kind: 'List', items: [] }, 'List'],
    [{ kind: 'List', items: [service, null, 5] }, 'List'],
    [{ kind: 'List', items: { kind: 'Deployment' } }, 'List'],
    [{ kind: 'DeploymentList', items: [deployment] }, 'DeploymentList'],
  ])('finds none in %j', (value, kind) => {
    expect(converted(value)).toEqual([{ code: 'NotADeployment', path: ['kind'], kind }])
  })
})
