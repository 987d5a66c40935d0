import type { Maybe } from '../data/maybe.js'
import type { Node } from '../kube/node.js'
import type { Taint } from '../kube/taint.js'
import type { AgentPool, ManagedCluster } from '../pools/aks.js'
import type { Machines, MachineTaint } from '../pools/clusterApi.js'
import type { EksctlCluster, EksctlNodeGroup } from '../pools/eksctl.js'
import type { GkeCluster, GkeNodePool } from '../pools/gke.js'
import type { NodeClaim, NodePool } from '../pools/karpenter.js'
import type { KubeadmNode } from '../pools/kubeadm.js'
import type { KarpenterNodeClass } from '../pools/nodeClass.js'
import type { NodeReadinessRule } from '../readiness/nodeReadinessRule.js'
import type { LabelRequirement } from '../pools/nodeTemplate.js'
import { LabelSelectorCodec, NodeCodec, ObjectMetaCodec, TaintCodec } from './codecs.js'
import {
  anything,
  boolean,
  either,
  list,
  stringMap,
  struct,
  text,
  time,
  type GoType,
} from './goTypes.js'

const texts = list(text, '')

/** A template as it is written. */
interface WrittenTemplate {
  readonly profile?: Maybe<string>
  readonly node?: Maybe<Node>
  readonly startupTaints?: Maybe<readonly Taint[]>
  readonly unknownLabels?: Maybe<
    readonly {
      readonly key?: Maybe<string>
      readonly requirements?: Maybe<readonly LabelRequirement[]>
    }[]
  >
}

export const NodeTemplateCodec: GoType<WrittenTemplate> = struct({
  profile: text,
  node: NodeCodec,
  startupTaints: list(TaintCodec, {}),
  unknownLabels: list(
    struct({ key: text, requirements: list(struct({ operator: text, values: texts }), {}) }),
    {},
  ),
})

const NodePoolSpecCodec = struct({
  nodeClassRef: struct({ group: text, kind: text, name: text }),
  taints: list(TaintCodec, {}),
  startupTaints: list(TaintCodec, {}),
  requirements: list(struct({ key: text, operator: text, values: texts }), {}),
})

export const NodePoolCodec: GoType<NodePool> = struct({
  metadata: ObjectMetaCodec,
  spec: struct({ template: struct({ metadata: ObjectMetaCodec, spec: NodePoolSpecCodec }) }),
})

export const NodeClaimCodec: GoType<NodeClaim> = struct({
  metadata: ObjectMetaCodec,
  spec: NodePoolSpecCodec,
  status: struct({
    conditions: list(struct({ type: text, status: text }), {}),
    allocatable: anything,
  }),
})

export const NodeClassCodec: GoType<KarpenterNodeClass> = struct({
  apiVersion: text,
  kind: text,
  metadata: ObjectMetaCodec,
  spec: struct({ amiFamily: text, amiSelectorTerms: list(struct({ alias: text }), {}) }),
})

const MachineTaintCodec: GoType<MachineTaint> = struct({
  key: text,
  value: text,
  effect: text,
  timeAdded: time,
  propagation: text,
})

export const MachinesCodec: GoType<Machines> = struct({
  metadata: ObjectMetaCodec,
  spec: struct({
    template: struct({
      metadata: ObjectMetaCodec,
      spec: struct({ taints: list(MachineTaintCodec, {}) }),
    }),
  }),
})

const NodeGroupCodec: GoType<EksctlNodeGroup> = struct({
  name: text,
  ami: text,
  amiFamily: text,
  instanceType: text,
  instanceTypes: texts,
  instancesDistribution: struct({ instanceTypes: texts }),
  availabilityZones: texts,
  spot: boolean,
  labels: stringMap,
  taints: either(list(TaintCodec, {}), stringMap),
})

export const EksctlCodec: GoType<EksctlCluster> = struct({
  metadata: struct({ name: text, region: text }),
  availabilityZones: texts,
  managedNodeGroups: list(NodeGroupCodec, {}),
  nodeGroups: list(NodeGroupCodec, {}),
  fargateProfiles: list(anything, {}),
  autoModeConfig: struct({ enabled: boolean, nodePools: texts }),
})

export const KubeadmCodec: GoType<KubeadmNode> = struct({
  kind: text,
  nodeRegistration: struct({
    name: text,
    taints: list(TaintCodec, {}),
    kubeletExtraArgs: either(list(struct({ name: text, value: text }), {}), stringMap),
  }),
  controlPlane: anything,
})

export const AgentPoolCodec: GoType<AgentPool> = struct({
  name: text,
  mode: text,
  osType: text,
  osSku: text,
  vmSize: text,
  scaleSetPriority: text,
  nodeLabels: stringMap,
  nodeTaints: texts,
  nodeInitializationTaints: texts,
})

export const ManagedClusterCodec: GoType<ManagedCluster> = struct({
  agentPoolProfiles: list(AgentPoolCodec, {}),
  addonProfiles: struct({ aciConnectorLinux: struct({ enabled: boolean }) }),
})

export const GkeNodePoolCodec: GoType<GkeNodePool> = struct({
  name: text,
  locations: texts,
  config: struct({
    machineType: text,
    imageType: text,
    spot: boolean,
    preemptible: boolean,
    labels: stringMap,
    taints: list(TaintCodec, {}),
    accelerators: list(struct({ acceleratorType: text }), {}),
  }),
})

export const GkeClusterCodec: GoType<GkeCluster> = struct({
  nodePools: list(GkeNodePoolCodec, {}),
  autopilot: struct({ enabled: boolean }),
})

export const NodeReadinessRuleCodec: GoType<NodeReadinessRule> = struct({
  metadata: ObjectMetaCodec,
  spec: struct({
    nodeSelector: LabelSelectorCodec,
    conditions: list(struct({ type: text, requiredStatus: text, defaultStatus: text }), {}),
    conditionPolicy: text,
    enforcementMode: text,
    taint: TaintCodec,
    dryRun: boolean,
  }),
})
