import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { foundText } from '../data/foundText.js'
import { isJsonObject, member, type Json } from '../data/own.js'
import { agentPoolTemplate, managedClusterTemplates } from '../pools/aks.js'
import { machineTemplate } from '../pools/clusterApi.js'
import { eksctlTemplates } from '../pools/eksctl.js'
import { gkeClusterTemplates, gkeNodePoolTemplate } from '../pools/gke.js'
import { nodeClaimTemplate, nodePoolTemplate } from '../pools/karpenter.js'
import { kubeadmTemplate } from '../pools/kubeadm.js'
import type { KarpenterNodeClass } from '../pools/nodeClass.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import { NODE_PROFILES, nodeProfile } from '../pools/profiles.js'
import type { InputIssue } from '../reason/inputIssue.js'
import { decodeWith } from './decodeWith.js'
import type { GoType } from './goTypes.js'
import {
  AgentPoolCodec,
  EksctlCodec,
  GkeClusterCodec,
  GkeNodePoolCodec,
  KubeadmCodec,
  MachinesCodec,
  ManagedClusterCodec,
  NodeClaimCodec,
  NodeClassCodec,
  NodePoolCodec,
  NodeTemplateCodec,
} from './poolCodecs.js'

type Read<A> = (value: unknown) => E.Either<readonly InputIssue[], A>
type ReadTemplates = Read<readonly NodeTemplate[]>

const reader =
  <A, B>(codec: GoType<A>, templateOf: (value: A) => B): Read<B> =>
  (value) =>
    pipe(decodeWith(codec)(value), E.map(templateOf))

const readerOf =
  <A, B>(codec: GoType<A>, templateOf: (value: A) => E.Either<readonly InputIssue[], B>): Read<B> =>
  (value) =>
    pipe(decodeWith(codec)(value), E.flatMap(templateOf))

const decodePlain: Read<NodeTemplate> = readerOf(
  NodeTemplateCodec,
  ({ profile, node, startupTaints, unknownLabels }) => {
    const known = profile === undefined || profile === null ? undefined : nodeProfile(profile)
    if (typeof profile === 'string' && known === undefined)
      return E.left([
        {
          code: 'WrongType',
          path: ['profile'],
          expected: `one of ${NODE_PROFILES.map(({ name }) => name).join(', ')}`,
          found: foundText(profile),
        },
      ])
    return E.right({
      ...known?.template,
      node: node ?? known?.template.node ?? {},
      startupTaints: startupTaints ?? known?.template.startupTaints ?? [],
      unknownLabels:
        unknownLabels?.map(({ key, ...about }) => ({ key: key ?? '', ...about })) ??
        known?.template.unknownLabels ??
        [],
    })
  },
)

const decodeMachines = readerOf(MachinesCodec, machineTemplate)
const decodeKubeadm = readerOf(KubeadmCodec, kubeadmTemplate)
const decodeAgentPool = readerOf(AgentPoolCodec, agentPoolTemplate)
const decodeManagedCluster = readerOf(ManagedClusterCodec, managedClusterTemplates)

/** A resource of Azure says its type. */
const azure =
  (type: string) =>
  (value: Json): boolean => {
    const of = value['type']
    return typeof of === 'string' && of.toLowerCase() === `microsoft.containerservice/${type}`
  }

/** A resource of GKE's API says where it is found. */
const google =
  (end: RegExp) =>
  ({ selfLink }: Json): boolean =>
    typeof selfLink === 'string' &&
    /^https:\/\/[a-z0-9.-]*container\.googleapis\.com\//.test(selfLink) &&
    end.test(selfLink)

const one =
  (read: Read<NodeTemplate>): ReadTemplates =>
  (value) =>
    pipe(
      read(value),
      E.map((template) => [template]),
    )

/** What makes nodes, by API group and kind. */
const READERS: Readonly<Record<string, ReadTemplates>> = {
  'podfit/NodeTemplate': one(decodePlain),
  'karpenter.sh/NodePool': one(reader(NodePoolCodec, nodePoolTemplate)),
  'karpenter.sh/NodeClaim': reader(NodeClaimCodec, (claim) =>
    [nodeClaimTemplate(claim)].flatMap((template) => template ?? []),
  ),
  'cluster.x-k8s.io/MachineDeployment': one(decodeMachines),
  'cluster.x-k8s.io/MachineSet': one(decodeMachines),
  'cluster.x-k8s.io/MachinePool': one(decodeMachines),
  'eksctl.io/ClusterConfig': reader(EksctlCodec, eksctlTemplates),
  'kubeadm.k8s.io/JoinConfiguration': one(decodeKubeadm),
  'kubeadm.k8s.io/InitConfiguration': one(decodeKubeadm),
}

/** What CLIs of clouds print, which says by other members than a kind what it is. */
const PRINTED: readonly (readonly [is: (value: Json) => boolean, read: ReadTemplates])[] = [
  [azure('managedclusters/agentpools'), one(decodeAgentPool)],
  [azure('managedclusters'), decodeManagedCluster],
  [
    google(/\/clusters\/[^/]+\/nodePools\/[^/]+$/),
    one(reader(GkeNodePoolCodec, gkeNodePoolTemplate)),
  ],
  [google(/\/clusters\/[^/]+$/), reader(GkeClusterCodec, gkeClusterTemplates)],
]

/** The kinds of node classes, which say more of the nodes of pools, by API group. */
const NODE_CLASSES: ReadonlySet<string> = new Set([
  'karpenter.k8s.aws/EC2NodeClass',
  'eks.amazonaws.com/NodeClass',
  'karpenter.azure.com/AKSNodeClass',
  'karpenter.k8s.gcp/GCENodeClass',
])

/** What an object is that does not say it. @since 0.2.0 */
export interface DecodeNodeTemplateOptions {
  /** The kind of an object that does not say its own, as in typed lists. */
  readonly impliedKind?: string | undefined
}

/**
 * Reads what makes nodes: a Karpenter NodePool or NodeClaim; a Cluster API MachineDeployment, MachineSet or MachinePool; a
 * ClusterConfig of eksctl; a JoinConfiguration or InitConfiguration of kubeadm; node pools and clusters of AKS and GKE as
 * `az` and `gcloud` print them in JSON; a `NodeTemplate` of `podfit/v1`, whose members are those of the type, and which
 * may name a `profile` instead of a node.
 *
 * - **Shapes** one template for each kind of node; none for a NodeClaim whose node has registered
 * - **Errors** `Left` with every issue: path, what was expected, what was found; `WrongKind` for any other
 *   object. Never throws.
 *
 * @example
 * import { decodeNodeTemplates } from 'podfit/decode'
 *
 * const pool = { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'gpu' }, spec: {} }
 * const read = decodeNodeTemplates(pool)
 * read._tag === 'Right' && read.right[0]?.node.metadata?.labels?.['karpenter.sh/nodepool'] // => 'gpu'
 * const other = decodeNodeTemplates({ apiVersion: 'v1', kind: 'Secret' })
 * other._tag === 'Left' && other.left.map(({ code, found }) => [code, found]) // => [['WrongKind', 'v1 Secret']]
 *
 * @since 0.2.0
 */
export const decodeNodeTemplates = (
  value: unknown,
  { impliedKind }: DecodeNodeTemplateOptions = {},
): E.Either<readonly InputIssue[], readonly NodeTemplate[]> =>
  nodeTemplateReader(value, impliedKind)?.(value) ?? E.left([wrongKind(value, impliedKind)])

/** How an object is read as templates of nodes; nothing for one that makes no nodes. */
export const nodeTemplateReader = (
  value: unknown,
  impliedKind: string | undefined,
): ReadTemplates | undefined => {
  const name = groupKind(value, impliedKind)
  if (name !== undefined) return Object.hasOwn(READERS, name) ? READERS[name] : undefined
  return isJsonObject(value) ? PRINTED.find(([is]) => is(value))?.[1] : undefined
}

/** How an object is read as a node class; nothing for one that is none. */
export const nodeClassReader = (
  value: unknown,
  impliedKind: string | undefined,
): ((value: unknown) => E.Either<readonly InputIssue[], KarpenterNodeClass>) | undefined =>
  NODE_CLASSES.has(groupKind(value, impliedKind) ?? '') ? decodeWith(NodeClassCodec) : undefined

const groupKind = (value: unknown, impliedKind: string | undefined): string | undefined => {
  const kind = member(value, 'kind') ?? impliedKind
  const apiVersion = member(value, 'apiVersion')
  if (typeof kind !== 'string' || typeof apiVersion !== 'string') return undefined
  const [group = ''] = apiVersion.split('/')
  return `${group}/${kind}`
}

const wrongKind = (value: unknown, impliedKind: string | undefined): InputIssue => {
  const kind = member(value, 'kind') ?? impliedKind
  const apiVersion = member(value, 'apiVersion')
  const isNamed = typeof kind === 'string' && typeof apiVersion === 'string'
  return {
    code: 'WrongKind',
    path: ['kind'],
    expected: `one of ${Object.keys(READERS).join(', ')}`,
    found: isNamed ? `${apiVersion} ${kind}` : foundText(kind ?? value),
  }
}
