import { describe, expect, it } from 'vitest'
import type { BlockerCause, Remedy } from '../../../src/rollout/forecast/blocker.js'
import { causeFix, causeText, effectText, remedyText } from '../../../src/report/text/causeText.js'

const until = '2026-01-01T00:00:00Z'

describe('causeText', () => {
  it.each<[BlockerCause, string]>([
    [{ code: 'NodeGone' }, 'its node does not exist'],
    [{ code: 'NodeNotReady' }, 'its node is not ready'],
    [
      { code: 'NodeNotReady', reason: 'KubeletNotReady' },
      'its node is not ready (KubeletNotReady)',
    ],
    [{ code: 'Terminating', grace: 'within', until, finalizers: [] }, `terminating until ${until}`],
    [
      { code: 'Terminating', grace: 'beyond', until, finalizers: ['a/b'] },
      `terminating, its grace period ended at ${until}, held by a/b`,
    ],
    [{ code: 'Failed', reason: 'Evicted' }, 'it has failed (Evicted)'],
    [{ code: 'Succeeded' }, 'it has succeeded'],
    [{ code: 'HeldByHostPort', ports: [80], by: ['a/p'] }, 'host port 80 is taken by a/p'],
    [{ code: 'HeldByHostPort', ports: [80, 443], by: [] }, 'host port 80, 443 is taken'],
    [{ code: 'HeldByResources', resources: ['cpu'] }, 'too little cpu on the node'],
    [{ code: 'Unschedulable', complaints: ['a', 'b'] }, 'the scheduler says: a; b'],
    [{ code: 'NodeCordoned' }, 'its node is cordoned'],
    [{ code: 'NotScheduled' }, 'not scheduled yet'],
    [{ code: 'ImagePull', container: 'c', reason: 'ErrImagePull' }, 'c: ErrImagePull'],
    [
      { code: 'ImagePull', container: 'c', reason: 'ErrImagePull', image: 'a:1' },
      'c: ErrImagePull of a:1',
    ],
    [{ code: 'CrashLoop', container: 'c', restarts: 1 }, 'c crashes, 1 restart'],
    [
      { code: 'CrashLoop', container: 'c', restarts: 2, exitCode: 1 },
      'c crashes with exit code 1, 2 restarts',
    ],
    [
      { code: 'ContainerError', container: 'c', reason: 'RunContainerError' },
      'c: RunContainerError',
    ],
    [
      { code: 'ProbeFailing', container: 'c', restarts: 0 },
      'c runs and its probe fails, 0 restarts',
    ],
    [{ code: 'Starting' }, 'starting'],
    [{ code: 'NotReady' }, 'not ready'],
    [{ code: 'NotReady', since: until }, `not ready since ${until}`],
    [{ code: 'NotYetMinReady', until }, `ready, available at ${until}`],
    [
      { code: 'NotYetMinReady', until, ahead: 5 },
      `ready, available at ${until} (its node's clock is 5s ahead)`,
    ],
    [
      { code: 'NoTransitionTime' },
      'ready, but its status does not say since when, so it never counts as available',
    ],
    [{ code: 'NotCreated', by: 'Quota', message: 'no' }, 'not created: the quota refuses: no'],
    [{ code: 'NotYetCreated' }, 'not created yet'],
    [
      { code: 'SurgeOnOwnPorts' },
      'the old pod holds the host ports that the new one wants, and stays until that is available',
    ],
    [{ code: 'NewPodsNeverReady' }, 'new pods are assumed never to become ready'],
    [{ code: 'NodeRefuses' }, 'the scheduler puts no pod on that node'],
  ])('%j', (cause, text) => {
    expect(causeText(cause)).toBe(text)
  })
})

describe('remedyText', () => {
  it.each<[Remedy, string]>([
    [{ code: 'RepairNode', node: 'n1' }, 'repair or remove node n1'],
    [{ code: 'UncordonNode', node: 'n1' }, 'uncordon node n1'],
    [{ code: 'MakeNodeAdmit', node: 'n1' }, 'make node n1 eligible, or exclude it in the template'],
    [{ code: 'ForceDeletePod', pod: 'p' }, 'force-delete pod p'],
    [
      { code: 'RemoveFinalizers', pod: 'p', finalizers: ['a/b'] },
      'remove the finalizers of pod p: a/b',
    ],
    [{ code: 'RepairPod', pod: 'p' }, 'repair the template, or what pod p needs'],
    [{ code: 'RestartPod', pod: 'p' }, 'delete pod p'],
    [{ code: 'FreePorts', ports: [80], by: ['a/p'] }, 'free port 80 of a/p'],
    [{ code: 'FreePorts', ports: [80], by: [] }, 'free port 80'],
    [{ code: 'FreeResources', node: 'n1', resources: ['cpu'] }, 'free cpu on node n1'],
    [{ code: 'UseMaxUnavailable' }, 'set maxSurge to 0 and maxUnavailable to 1'],
    [{ code: 'AllowPods' }, 'let the API server accept the pods'],
    [{ code: 'RepairTemplate' }, 'repair the template'],
  ])('%j', (remedy, text) => {
    expect(remedyText(remedy)).toBe(text)
  })
})

describe('effectText', () => {
  it('has words of its own for each effect', () => {
    const effects = ['counts', 'wouldCount', 'doesNotCount'] as const
    expect(effects.map((effect) => effectText(effect))).toEqual([
      'always counts against maxUnavailable',
      'will always count against maxUnavailable once Kubernetes picks it',
      'does not count against maxUnavailable',
    ])
    expect(effectText('counts', 'maxSurge')).toBe('always counts against maxSurge')
  })
})

describe('causeFix', () => {
  it('is what the remedy says, of the node', () => {
    expect(causeFix({ code: 'HeldByResources', resources: ['pods'] }, true)).toBe(
      'take pods off the node, or let it take more',
    )
    expect(causeFix({ code: 'HeldByResources', resources: ['cpu'] }, true)).toBe(
      'free cpu on the node',
    )
    expect(causeFix({ code: 'HeldByResources', resources: ['pods'] }, false)).toMatch(
      /^take pods off the node, or let it take more, or give the template a priorityClassName/,
    )
    expect(causeFix({ code: 'NodeCordoned' }, false)).toBe('uncordon the node')
    expect(causeFix({ code: 'NodeGone' }, false)).toBeUndefined()
  })
})
