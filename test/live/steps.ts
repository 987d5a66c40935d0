import {
  orThrow,
  updateCluster,
  type Cluster,
  type DaemonSet,
  type Node,
  type Pod,
  type Taint,
} from 'podfit'
import { applyManifest } from 'podfit/impact'
import {
  cordonNode,
  editLabels,
  editTaints,
  rolloutUndo,
  uncordonNode,
  type LabelEdit,
} from 'podfit/kubectl'
import { defaultDaemonSet, validateDaemonSet } from 'podfit/api'
import { upstreamFieldError } from 'podfit/report'
import { WrongPrediction, type Step } from './check.js'
import { missingFrom } from './picture.js'
import {
  admittedNode,
  daemonSetPath,
  daemonSetsPath,
  joinNode,
  newNode,
  nodePath,
  podPath,
  podStatus,
  podsPath,
  putNode,
  putPodStatus,
  removePod,
  unversioned,
  type Session,
} from './session.js'
import { podDeletion } from './world.js'

/** What a step is made of: who does it, and on what. */
export interface Scene {
  readonly session: Session
  readonly namespace: string
  readonly cluster: Cluster
}

const name = ({ metadata }: Node | Pod | DaemonSet): string => metadata?.name ?? ''

/** A node is written as podfit says that kubectl changes it. */
const nodeStep = ({ session, cluster }: Scene, text: string, node: Node): Step => ({
  text,
  after: updateCluster(cluster, { put: { nodes: [node] } }),
  act: () => putNode(session, node),
})

export const taint = (scene: Scene, node: Node, added: Taint): Step => {
  const { key = '', value = '', effect = '' } = added
  const edit = { add: [{ key: key ?? '', value: value ?? '', effect: effect ?? '' }], remove: [] }
  const { taints } = orThrow(editTaints(node.spec?.taints, edit, { overwrite: true }))
  const text = `taint ${name(node)} ${added.key}=${added.value ?? ''}:${added.effect}`
  return nodeStep(scene, text, { ...node, spec: { ...node.spec, taints } })
}

export const untaint = (scene: Scene, node: Node, { key = '', effect = '' }: Taint): Step => {
  const edit = { add: [], remove: [{ key: key ?? '', effect: effect ?? '' }] }
  const { taints } = orThrow(editTaints(node.spec?.taints, edit))
  const text = `take ${key}:${effect} off ${name(node)}`
  return nodeStep(scene, text, { ...node, spec: { ...node.spec, taints } })
}

/** With a value it is set, without one it is taken off. */
export const label = (scene: Scene, node: Node, key: string, value: string | undefined): Step => {
  const edit: LabelEdit =
    value === undefined ? { set: [], remove: [key] } : { set: [[key, value]], remove: [] }
  const labels = orThrow(editLabels(node.metadata?.labels, edit, { overwrite: true }))
  const text = `label ${name(node)} ${key}${value === undefined ? '-' : `=${value}`}`
  return nodeStep(scene, text, { ...node, metadata: { ...node.metadata, labels } })
}

/** The flag, and the taint that the node lifecycle controller puts on for it. */
export const cordon = (scene: Scene, node: Node): Step =>
  nodeStep(scene, `cordon ${name(node)}`, cordonNode(node))

export const uncordon = (scene: Scene, node: Node): Step =>
  nodeStep(scene, `uncordon ${name(node)}`, uncordonNode(node))

/** A kubelet registers a node; admission taints it until it is ready. */
export const join = (
  { session, cluster }: Scene,
  called: string,
  labels: Readonly<Record<string, string>>,
  taints: readonly Readonly<Record<string, string>>[],
): Step => {
  const node = newNode(called, labels, taints)
  return {
    text: `${called} joins with ${JSON.stringify({ labels, taints })}`,
    after: updateCluster(cluster, { put: { nodes: [admittedNode(node)] } }),
    act: () => joinNode(session, node),
  }
}

export const deleteNode = ({ session, cluster }: Scene, node: Node): Step => ({
  text: `delete node ${name(node)}`,
  after: updateCluster(cluster, { drop: { nodes: [name(node)] } }),
  act: () => session.write('nodes', 'DELETE', nodePath(name(node))),
})

/** A node whose kubelet is gone: it stays as it is, and so do its pods. */
export const kubeletGone = ({ session, cluster }: Scene, node: Node): Step => {
  const conditions = [{ type: 'Ready', status: 'Unknown' }]
  const gone = { ...node, status: { ...node.status, conditions } }
  return {
    text: `the kubelet of ${name(node)} is gone`,
    after: updateCluster(cluster, { put: { nodes: [gone] } }),
    act: () =>
      session.write('nodes', 'PUT', `${nodePath(name(node))}/status`, { body: unversioned(gone) }),
  }
}

/** A manifest is sent: the object is there afterwards as podfit says that the API server stores it. */
export const applyDaemonSet = (
  { session, namespace, cluster }: Scene,
  text: string,
  manifest: DaemonSet,
): Step => {
  const body = {
    ...unversioned(manifest),
    apiVersion: 'apps/v1',
    kind: 'DaemonSet' as const,
    metadata: { ...manifest.metadata, namespace, resourceVersion: undefined },
  }
  const live = cluster.daemonSets?.get(`${namespace}/${name(manifest)}`)
  return {
    text,
    after: orThrow(applyManifest(cluster, body)),
    act: () =>
      live === undefined
        ? session.write('daemonsets', 'POST', daemonSetsPath(namespace), { body })
        : session.write('daemonsets', 'PUT', daemonSetPath(live), { body }),
  }
}

/** The same with another image: a change that rolls. */
export const withImage = (is: DaemonSet, image: string): DaemonSet => ({
  ...is,
  spec: {
    ...is.spec,
    template: {
      ...is.spec?.template,
      spec: {
        ...is.spec?.template?.spec,
        containers: [{ ...is.spec?.template?.spec?.containers?.[0], image }],
      },
    },
  },
})

/** A manifest that the API server refuses, in the words that podfit says before; nothing changes. */
export const refuse = (
  { session, namespace, cluster }: Scene,
  text: string,
  manifest: DaemonSet,
  old?: DaemonSet,
): Step => {
  const predicted = validateDaemonSet(defaultDaemonSet(manifest), { old }).map(
    (error) => upstreamFieldError(error).text,
  )
  const body = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    ...manifest,
    metadata: { ...manifest.metadata, namespace, resourceVersion: undefined },
  }
  return {
    text,
    after: cluster,
    act: async () => {
      const { client } = session.controlPlane
      const reply = await (old === undefined
        ? client.request('POST', daemonSetsPath(namespace), { body })
        : client.request('PUT', daemonSetPath(old), { body }))
      const { details } = reply.body as {
        readonly details?: { readonly causes?: readonly { field: string; message: string }[] }
      }
      const told = new Set(
        (details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`),
      )
      const wrong = [
        ...(reply.status === 422 ? [] : [`+ the API server answers with ${reply.status}`]),
        ...missingFrom([...new Set(predicted)], [...told]).map((line) => `- ${line}`),
        ...missingFrom([...told], [...new Set(predicted)]).map((line) => `+ ${line}`),
      ]
      if (wrong.length > 0) throw new WrongPrediction(`wrong refusal: ${text}`, wrong)
    },
  }
}

/** Back to the revision before, by kubectl. */
export const undo = (
  { session, namespace, cluster }: Scene,
  daemonSet: DaemonSet,
): Step | undefined => {
  const undone = rolloutUndo(daemonSet, [...(cluster.revisions?.values() ?? [])])
  if (undone._tag === 'Left' || undone.right.code === 'AlreadyThere') return undefined
  return {
    text: `undo ${name(daemonSet)} to revision ${undone.right.to.revision}`,
    after: updateCluster(cluster, { put: { daemonSets: [undone.right.daemonSet] } }),
    act: () =>
      kubectl(session, ['-n', namespace, 'rollout', 'undo', `daemonset/${name(daemonSet)}`]),
  }
}

/** kubectl does it, or it is an error. */
export const kubectl = async (
  { controlPlane }: Session,
  args: readonly string[],
): Promise<string> => {
  const { code, stdout, stderr } = await controlPlane.kubectl(args)
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`)
  return stdout
}

export type Cascade = 'background' | 'foreground' | 'orphan'

const PROPAGATION = {
  background: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
} as const

export const deleteDaemonSet = (
  { session, cluster }: Scene,
  daemonSet: DaemonSet,
  cascade: Cascade,
): Step => {
  const finalizers = [cascade === 'orphan' ? 'orphan' : 'foregroundDeletion']
  const deletionTimestamp = new Date()
  const generation = Number(daemonSet.metadata?.generation ?? 0) + 1
  const going = { ...daemonSet.metadata, finalizers, deletionTimestamp, generation }
  return {
    text: `delete daemonset ${name(daemonSet)} (${cascade})`,
    after: updateCluster(
      cluster,
      cascade === 'background'
        ? { drop: { daemonSets: [`${daemonSet.metadata?.namespace}/${name(daemonSet)}`] } }
        : { put: { daemonSets: [{ ...daemonSet, metadata: going }] } },
    ),
    act: () =>
      session.write('daemonsets', 'DELETE', daemonSetPath(daemonSet), {
        body: {
          kind: 'DeleteOptions',
          apiVersion: 'v1',
          propagationPolicy: PROPAGATION[cascade],
        },
      }),
  }
}

/** What the kubelet tells of a pod. */
export const report = (
  { session, cluster }: Scene,
  pod: Pod,
  state: Parameters<typeof podStatus>[1],
): Step => {
  const is = podStatus(pod, state, new Date())
  return {
    text: `${name(pod)} on ${pod.spec?.nodeName} is ${state}`,
    after: updateCluster(cluster, { put: { pods: [is] } }),
    act: () => putPodStatus(session, is),
  }
}

/** The kubelet is done with a pod that was deleted. */
export const finish = ({ session, cluster }: Scene, pod: Pod): Step => ({
  text: `${name(pod)} on ${pod.spec?.nodeName} has stopped`,
  after: updateCluster(cluster, { drop: { pods: [podKey(pod)] } }),
  act: () => removePod(session, pod),
})

const podKey = (pod: Pod): string => `${pod.metadata?.namespace}/${name(pod)}`

/** Somebody deletes a pod by hand. */
export const deletePod = ({ session, cluster }: Scene, pod: Pod): Step => ({
  text: `delete pod ${name(pod)}`,
  after: updateCluster(cluster, podDeletion(pod, new Date())),
  act: () => session.write('pods', 'DELETE', podPath(pod)),
})

/** Labels of a pod are changed by hand: its DaemonSet lets go of it, or one adopts it. */
export const relabelPod = (
  { session, cluster }: Scene,
  pod: Pod,
  key: string,
  value: string | null,
): Step => {
  const { [key]: _, ...others } = pod.metadata?.labels ?? {}
  const labels = value === null ? others : { ...others, [key]: value }
  return {
    text: `label pod ${name(pod)} ${key}=${value ?? '-'}`,
    after: updateCluster(cluster, {
      put: { pods: [{ ...pod, metadata: { ...pod.metadata, labels } }] },
    }),
    act: () =>
      session.write('pods', 'PATCH', podPath(pod), {
        body: { metadata: { labels: { [key]: value } } },
        contentType: 'application/merge-patch+json',
      }),
  }
}

/** A pod that nobody controls, on a node. */
export const createOrphan = (
  { session, namespace, cluster }: Scene,
  called: string,
  node: string,
  labels: Readonly<Record<string, string>>,
): Step => {
  const containers = [{ name: 'main', image: 'registry.invalid/orphan:1' }]
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod' as const,
    metadata: { name: called, namespace, labels },
    spec: { containers, nodeName: node },
  }
  // Admission lets every pod tolerate for five minutes that its node is not ready or not reachable.
  const tolerations = ['not-ready', 'unreachable'].map((key) => ({
    key: `node.kubernetes.io/${key}`,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: 300,
  }))
  const admitted = {
    ...pod,
    metadata: { ...pod.metadata, creationTimestamp: new Date() },
    spec: { ...pod.spec, tolerations },
    status: { phase: 'Pending' },
  }
  return {
    text: `create pod ${called} on ${node} with ${JSON.stringify(labels)}`,
    after: updateCluster(cluster, { put: { pods: [admitted] } }),
    act: () => session.write('pods', 'POST', podsPath(namespace), { body: pod }),
  }
}
