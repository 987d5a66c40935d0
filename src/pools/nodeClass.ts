import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import type { ObjectMeta, StringMap } from '../kube/objectMeta.js'
import { LABEL_OS } from '../kube/wellKnownLabels.js'
import type { NodeTemplate } from './nodeTemplate.js'
import { oldNames } from './poolTemplate.js'

/**
 * The part of a node class of Karpenter that says what its nodes are like: EC2NodeClass (`karpenter.k8s.aws`), NodeClass
 * of EKS Auto Mode (`eks.amazonaws.com`), AKSNodeClass (`karpenter.azure.com`), GCENodeClass (`karpenter.k8s.gcp`).
 *
 * @since 0.2.0
 */
export interface KarpenterNodeClass {
  readonly apiVersion?: Maybe<string>
  readonly kind?: Maybe<string>
  readonly metadata?: Maybe<ObjectMeta>
  readonly spec?: Maybe<{
    readonly amiFamily?: Maybe<string>
    readonly amiSelectorTerms?: Maybe<readonly { readonly alias?: Maybe<string> }[]>
  }>
}

/** The kinds of node classes whose machines all run Linux. */
const LINUX: ReadonlySet<string> = new Set([
  'eks.amazonaws.com/NodeClass',
  'karpenter.azure.com/AKSNodeClass',
  'karpenter.k8s.gcp/GCENodeClass',
])

/** The families of Amazon's images, in small letters, and the build of Windows; nothing of Linux. */
const FAMILIES: Readonly<Record<string, string | undefined>> = {
  al2: undefined,
  al2023: undefined,
  bottlerocket: undefined,
  windows2019: '10.0.17763',
  windows2022: '10.0.20348',
  windows2025: '10.0.26100',
}

/**
 * A template with what its node class says of it. One whose node class is not among those given stays as it is: what it
 * would say is not known.
 *
 * - **Rules**
 *   1. Of an EC2NodeClass the operating system is that of `amiFamily`, or of the alias that selects its images. Images
 *      selected in another way may be of any.
 *   2. What the pool says itself stands.
 *
 * - **Errors** Never throws.
 * - **Upstream** not of Kubernetes: aws/karpenter-provider-aws `pkg/apis/v1` EC2NodeClass.AMIFamily,
 *   Azure/karpenter-provider-azure `pkg/apis` AKSNodeClass
 *
 * @example
 * import { nodePoolTemplate, withNodeClass } from 'podfit/pools'
 *
 * const nodeClassRef = { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'win' }
 * const pool = nodePoolTemplate({ metadata: { name: 'w' }, spec: { template: { spec: { nodeClassRef } } } })
 * const spec = { amiSelectorTerms: [{ alias: 'windows2022@latest' }] }
 * const nodeClass = { apiVersion: 'karpenter.k8s.aws/v1', kind: 'EC2NodeClass', metadata: { name: 'win' }, spec }
 * withNodeClass(pool, [nodeClass]).node.metadata?.labels?.['kubernetes.io/os'] // => 'windows'
 *
 * @since 0.2.0
 */
export const withNodeClass = (
  template: NodeTemplate,
  nodeClasses: readonly KarpenterNodeClass[],
): NodeTemplate => {
  const ref = template.nodeClass
  const found = nodeClasses.find(
    ({ apiVersion, kind, metadata }) =>
      (metadata?.name ?? '') === (ref?.name ?? '') &&
      (kind ?? '') === (ref?.kind ?? '') &&
      groupOf(apiVersion) === (ref?.group ?? ''),
  )
  if (ref === undefined || ref === null || found === undefined) return template
  const { node } = template
  const labels = labelsOf(found)
  const known = Object.fromEntries(
    Object.entries({ ...labels, ...oldNames(labels) }).filter(
      ([key]) => own(node.metadata?.labels, key) === undefined,
    ),
  )
  return {
    ...template,
    node: {
      ...node,
      metadata: { ...node.metadata, labels: { ...node.metadata?.labels, ...known } },
    },
  }
}

const groupOf = (apiVersion: Maybe<string>): string => (apiVersion ?? '').split('/')[0] ?? ''

/** Rule 1. */
const labelsOf = ({ apiVersion, kind, spec }: KarpenterNodeClass): StringMap => {
  if (LINUX.has(`${groupOf(apiVersion)}/${kind ?? ''}`)) return { [LABEL_OS]: 'linux' }
  const aliases = (spec?.amiSelectorTerms ?? []).map(({ alias }) => (alias ?? '').split('@')[0])
  const [family = '', ...others] = new Set(
    [spec?.amiFamily ?? undefined, ...aliases].flatMap((name) => name?.toLowerCase() ?? []),
  )
  if (others.length > 0 || !Object.hasOwn(FAMILIES, family)) return {}
  const build = FAMILIES[family]
  return build === undefined
    ? { [LABEL_OS]: 'linux' }
    : { [LABEL_OS]: 'windows', 'node.kubernetes.io/windows-build': build }
}
