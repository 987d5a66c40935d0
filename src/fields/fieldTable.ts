/**
 * The fields of the objects that podfit knows whole, in every release from 1.21 on, with the type of each as Go's JSON
 * decoder sees it; as `npm run conformance:fields` reads them off the Go types of `k8s.io/api`. The first line holds the
 * objects, `apiVersion/kind:type`; each other line a type and its fields.
 *
 *     name:s   a text              name:t   a time                    name:TYPE    a struct
 *     name:b   a boolean           name:m   a time with microseconds  name:[TYPE   a list
 *     name:i   a 32-bit integer    name:q   a quantity                name:{TYPE   a map by texts
 *     name:l   a 64-bit integer    name:o   an integer or a text
 *     name:f   a float             name:r   any JSON                  name:TYPE@27     since 1.27
 *     name:y   bytes, as base64                                       name:TYPE@22-25  in 1.22 to 1.25
 *
 * - **Upstream** api `core/v1/types.go` PodSpec; api `apps/v1/types.go` DaemonSet; api `batch/v1/types.go` Job
 */
export const FIELD_TABLE = `
apps/v1/ControllerRevision:ControllerRevision apps/v1/DaemonSet:DaemonSet apps/v1/Deployment:Deployment apps/v1/ReplicaSet:ReplicaSet apps/v1/StatefulSet:StatefulSet batch/v1/CronJob:CronJob batch/v1/Job:Job v1/Event:Event v1/Namespace:Namespace v1/Node:Node v1/Pod:Pod v1/PodTemplate:PodTemplate v1/ReplicationController:ReplicationController
AWSElasticBlockStoreVolumeSource fsType:s partition:i readOnly:b volumeID:s
Affinity nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity
AppArmorProfile localhostProfile:s@30 type:s@30
AttachedVolume devicePath:s name:s
AzureDiskVolumeSource cachingMode:s diskName:s diskURI:s fsType:s kind:s readOnly:b
AzureFileVolumeSource readOnly:b secretName:s shareName:s
CSIVolumeSource driver:s fsType:s nodePublishSecretRef:LocalObjectReference readOnly:b volumeAttributes:{s
Capabilities add:[s drop:[s
CephFSVolumeSource monitors:[s path:s readOnly:b secretFile:s secretRef:LocalObjectReference user:s
CinderVolumeSource fsType:s readOnly:b secretRef:LocalObjectReference volumeID:s
ClaimSource resourceClaimName:s@26-30 resourceClaimTemplateName:s@26-30
ClusterTrustBundleProjection labelSelector:LabelSelector@29 name:s@29 optional:b@29 path:s@29 signerName:s@29 user:l@37
ConfigMapEnvSource name:s optional:b
ConfigMapKeySelector key:s name:s optional:b
ConfigMapNodeConfigSource kubeletConfigKey:s name:s namespace:s resourceVersion:s uid:s
ConfigMapProjection items:[KeyToPath name:s optional:b
ConfigMapVolumeSource defaultMode:i defaultUser:l@37 items:[KeyToPath name:s optional:b
Container args:[s command:[s env:[EnvVar envFrom:[EnvFromSource image:s imagePullPolicy:s lifecycle:Lifecycle livenessProbe:Probe name:s ports:[ContainerPort readinessProbe:Probe resizePolicy:[ContainerResizePolicy@27 resources:ResourceRequirements restartPolicy:s@28 restartPolicyRules:[ContainerRestartRule@34 securityContext:SecurityContext startupProbe:Probe stdin:b stdinOnce:b terminationMessagePath:s terminationMessagePolicy:s tty:b volumeDevices:[VolumeDevice volumeMounts:[VolumeMount workingDir:s
ContainerExtendedResourceRequest containerName:s@34 requestName:s@34 resourceName:s@34
ContainerImage names:[s sizeBytes:l
ContainerPort containerPort:i hostIP:s hostPort:i name:s protocol:s
ContainerResizePolicy resourceName:s@27 restartPolicy:s@27
ContainerRestartRule action:s@34 exitCodes:ContainerRestartRuleOnExitCodes@34
ContainerRestartRuleOnExitCodes operator:s@34 values:[i@34
ContainerState running:ContainerStateRunning terminated:ContainerStateTerminated waiting:ContainerStateWaiting
ContainerStateRunning startedAt:t
ContainerStateTerminated containerID:s exitCode:i finishedAt:t message:s reason:s signal:i startedAt:t
ContainerStateWaiting message:s reason:s
ContainerStatus allocatedResources:{q@27 allocatedResourcesStatus:[ResourceStatus@31 containerID:s image:s imageID:s lastState:ContainerState name:s ready:b resources:ResourceRequirements@27 restartCount:i started:b state:ContainerState stopSignal:s@33 user:ContainerUser@31 volumeMounts:[VolumeMountStatus@30
ContainerUser linux:LinuxContainerUser@31
ControllerRevision apiVersion:s data:r kind:s metadata:ObjectMeta revision:l
CronJob apiVersion:s kind:s metadata:ObjectMeta spec:CronJobSpec status:CronJobStatus
CronJobSpec concurrencyPolicy:s failedJobsHistoryLimit:i jobTemplate:JobTemplateSpec schedule:s startingDeadlineSeconds:l successfulJobsHistoryLimit:i suspend:b timeZone:s@24
CronJobStatus active:[ObjectReference lastScheduleTime:t lastSuccessfulTime:t
DaemonEndpoint Port:i
DaemonSet apiVersion:s kind:s metadata:ObjectMeta spec:DaemonSetSpec status:DaemonSetStatus
DaemonSetCondition lastTransitionTime:t message:s reason:s status:s type:s
DaemonSetSpec minReadySeconds:i revisionHistoryLimit:i selector:LabelSelector template:PodTemplateSpec updateStrategy:DaemonSetUpdateStrategy
DaemonSetStatus collisionCount:i conditions:[DaemonSetCondition currentNumberScheduled:i desiredNumberScheduled:i numberAvailable:i numberMisscheduled:i numberReady:i numberUnavailable:i observedGeneration:l updatedNumberScheduled:i
DaemonSetUpdateStrategy rollingUpdate:RollingUpdateDaemonSet type:s
Deployment apiVersion:s kind:s metadata:ObjectMeta spec:DeploymentSpec status:DeploymentStatus
DeploymentCondition lastTransitionTime:t lastUpdateTime:t message:s reason:s status:s type:s
DeploymentSpec minReadySeconds:i paused:b progressDeadlineSeconds:i replicas:i revisionHistoryLimit:i selector:LabelSelector strategy:DeploymentStrategy template:PodTemplateSpec
DeploymentStatus availableReplicas:i collisionCount:i conditions:[DeploymentCondition observedGeneration:l readyReplicas:i replicas:i terminatingReplicas:i@33 unavailableReplicas:i updatedReplicas:i
DeploymentStrategy rollingUpdate:RollingUpdateDeployment type:s
DownwardAPIProjection items:[DownwardAPIVolumeFile
DownwardAPIVolumeFile fieldRef:ObjectFieldSelector mode:i path:s resourceFieldRef:ResourceFieldSelector user:l@37
DownwardAPIVolumeSource defaultMode:i defaultUser:l@37 items:[DownwardAPIVolumeFile
EmptyDirVolumeSource medium:s mode:i@37 sizeLimit:q
EnvFromSource configMapRef:ConfigMapEnvSource prefix:s secretRef:SecretEnvSource
EnvVar name:s value:s valueFrom:EnvVarSource
EnvVarSource configMapKeyRef:ConfigMapKeySelector fieldRef:ObjectFieldSelector fileKeyRef:FileKeySelector@34 resourceFieldRef:ResourceFieldSelector secretKeyRef:SecretKeySelector
EphemeralContainer args:[s command:[s env:[EnvVar envFrom:[EnvFromSource image:s imagePullPolicy:s lifecycle:Lifecycle livenessProbe:Probe name:s ports:[ContainerPort readinessProbe:Probe resizePolicy:[ContainerResizePolicy@27 resources:ResourceRequirements restartPolicy:s@28 restartPolicyRules:[ContainerRestartRule@34 securityContext:SecurityContext startupProbe:Probe stdin:b stdinOnce:b targetContainerName:s terminationMessagePath:s terminationMessagePolicy:s tty:b volumeDevices:[VolumeDevice volumeMounts:[VolumeMount workingDir:s
EphemeralVolumeSource volumeClaimTemplate:PersistentVolumeClaimTemplate
Event action:s apiVersion:s count:i eventTime:m firstTimestamp:t involvedObject:ObjectReference kind:s lastTimestamp:t message:s metadata:ObjectMeta reason:s related:ObjectReference reportingComponent:s reportingInstance:s series:EventSeries source:EventSource type:s
EventSeries count:i lastObservedTime:m
EventSource component:s host:s
EvictionResponder name:s@37 priority:i@37
ExecAction command:[s
FCVolumeSource fsType:s lun:i readOnly:b targetWWNs:[s wwids:[s
FileKeySelector key:s@34 optional:b@34 path:s@34 volumeName:s@34
FlexVolumeSource driver:s fsType:s options:{s readOnly:b secretRef:LocalObjectReference
FlockerVolumeSource datasetName:s datasetUUID:s
GCEPersistentDiskVolumeSource fsType:s partition:i pdName:s readOnly:b
GRPCAction mode:s@37 port:i@23 service:s@23
GitRepoVolumeSource directory:s repository:s revision:s
GlusterfsVolumeSource endpoints:s path:s readOnly:b
HTTPGetAction host:s httpHeaders:[HTTPHeader path:s port:o protocol:s@37 scheme:s
HTTPHeader name:s value:s
Handler exec:ExecAction@-22 httpGet:HTTPGetAction@-22 tcpSocket:TCPSocketAction@-22
HostAlias hostnames:[s ip:s
HostIP ip:s@28
HostPathVolumeSource path:s type:s
ISCSIVolumeSource chapAuthDiscovery:b chapAuthSession:b fsType:s initiatorName:s iqn:s iscsiInterface:s lun:i portals:[s readOnly:b secretRef:LocalObjectReference targetPortal:s
ImageVolumeSource pullPolicy:s@31 reference:s@31
ImageVolumeStatus imageRef:s@36
Job apiVersion:s kind:s metadata:ObjectMeta spec:JobSpec status:JobStatus
JobCondition lastProbeTime:t lastTransitionTime:t message:s reason:s status:s type:s
JobSchedulingConfiguration disruptionMode:WorkloadPodGroupDisruptionMode@37 resourceClaims:[WorkloadPodGroupResourceClaim@37 schedulingConstraints:WorkloadPodGroupSchedulingConstraints@37 schedulingPolicy:WorkloadPodGroupSchedulingPolicy@37
JobSpec activeDeadlineSeconds:l backoffLimit:i backoffLimitPerIndex:i@28 completionMode:s completions:i managedBy:s@30 manualSelector:b maxFailedIndexes:i@28 parallelism:i podFailurePolicy:PodFailurePolicy@25 podReplacementPolicy:s@28 scheduling:JobSchedulingConfiguration@37 selector:LabelSelector successPolicy:SuccessPolicy@30 suspend:b template:PodTemplateSpec ttlSecondsAfterFinished:i
JobStatus active:i completedIndexes:s completionTime:t conditions:[JobCondition failed:i failedIndexes:s@28 ready:i@23 startTime:t succeeded:i terminating:i@28 uncountedTerminatedPods:UncountedTerminatedPods@22
JobTemplateSpec metadata:ObjectMeta spec:JobSpec
KeyToPath key:s mode:i path:s user:l@37
LabelSelector matchExpressions:[LabelSelectorRequirement matchLabels:{s
LabelSelectorRequirement key:s operator:s values:[s
Lifecycle postStart:Handler@-22 postStart:LifecycleHandler@23 preStop:Handler@-22 preStop:LifecycleHandler@23 stopSignal:s@33
LifecycleHandler exec:ExecAction@23 httpGet:HTTPGetAction@23 sleep:SleepAction@29 tcpSocket:TCPSocketAction@23
LinuxContainerUser gid:l@31 supplementalGroups:[l@31 uid:l@31
LocalObjectReference name:s
ManagedFieldsEntry apiVersion:s fieldsType:s fieldsV1:r manager:s operation:s subresource:s@22 time:t
ModifyVolumeStatus status:s@29 targetVolumeAttributesClassName:s@29
NFSVolumeSource path:s readOnly:b server:s
Namespace apiVersion:s kind:s metadata:ObjectMeta spec:NamespaceSpec status:NamespaceStatus
NamespaceCondition lastTransitionTime:t message:s reason:s status:s type:s
NamespaceSpec finalizers:[s
NamespaceStatus conditions:[NamespaceCondition phase:s
Node apiVersion:s kind:s metadata:ObjectMeta spec:NodeSpec status:NodeStatus
NodeAddress address:s type:s
NodeAffinity preferredDuringSchedulingIgnoredDuringExecution:[PreferredSchedulingTerm requiredDuringSchedulingIgnoredDuringExecution:NodeSelector
NodeAllocatableMappedResources name:s@37 quantity:q@37
NodeAllocatableOverheadResources name:s@37 perContainer:q@37 perPod:q@37
NodeAllocatableResourceClaimStatus containers:[s@36 mapping:[NodeAllocatableMappedResources@37 overhead:[NodeAllocatableOverheadResources@37 resourceClaimName:s@36 resources:{q@36-36
NodeCondition lastHeartbeatTime:t lastTransitionTime:t message:s reason:s status:s type:s
NodeConfigSource configMap:ConfigMapNodeConfigSource
NodeConfigStatus active:NodeConfigSource assigned:NodeConfigSource error:s lastKnownGood:NodeConfigSource
NodeDaemonEndpoints kubeletEndpoint:DaemonEndpoint
NodeFeatures supplementalGroupsPolicy:b@31
NodePodPreemptionPolicy disableResizePreemption:[s@37
NodeRuntimeHandler features:NodeRuntimeHandlerFeatures@30 name:s@30
NodeRuntimeHandlerFeatures recursiveReadOnlyMounts:b@30 userNamespaces:b@31
NodeSelector nodeSelectorTerms:[NodeSelectorTerm
NodeSelectorRequirement key:s operator:s values:[s
NodeSelectorTerm matchExpressions:[NodeSelectorRequirement matchFields:[NodeSelectorRequirement
NodeSpec configSource:NodeConfigSource externalID:s podCIDR:s podCIDRs:[s podPreemptionPolicy:NodePodPreemptionPolicy@37 providerID:s taints:[Taint unschedulable:b
NodeStatus addresses:[NodeAddress allocatable:{q capacity:{q conditions:[NodeCondition config:NodeConfigStatus daemonEndpoints:NodeDaemonEndpoints declaredFeatures:[s@35 features:NodeFeatures@31 images:[ContainerImage nodeInfo:NodeSystemInfo phase:s runtimeHandlers:[NodeRuntimeHandler@30 volumesAttached:[AttachedVolume volumesInUse:[s
NodeSwapStatus capacity:l@33
NodeSystemInfo architecture:s bootID:s containerRuntimeVersion:s kernelVersion:s kubeProxyVersion:s kubeletVersion:s machineID:s operatingSystem:s osImage:s runningInUserNamespace:b@37 swap:NodeSwapStatus@33 systemUUID:s
ObjectFieldSelector apiVersion:s fieldPath:s
ObjectMeta annotations:{s clusterName:s@-24 creationTimestamp:t deletionGracePeriodSeconds:l deletionTimestamp:t finalizers:[s generateName:s generation:l labels:{s managedFields:[ManagedFieldsEntry name:s namespace:s ownerReferences:[OwnerReference resourceVersion:s selfLink:s uid:s
ObjectReference apiVersion:s fieldPath:s kind:s name:s namespace:s resourceVersion:s uid:s
OwnerReference apiVersion:s blockOwnerDeletion:b controller:b kind:s name:s uid:s
PersistentVolumeClaim apiVersion:s kind:s metadata:ObjectMeta spec:PersistentVolumeClaimSpec status:PersistentVolumeClaimStatus
PersistentVolumeClaimCondition lastProbeTime:t lastTransitionTime:t message:s reason:s status:s type:s
PersistentVolumeClaimSpec accessModes:[s dataSource:TypedLocalObjectReference dataSourceRef:TypedLocalObjectReference@22-25 dataSourceRef:TypedObjectReference@26 resources:ResourceRequirements@-28 resources:VolumeResourceRequirements@29 selector:LabelSelector storageClassName:s volumeAttributesClassName:s@29 volumeMode:s volumeName:s
PersistentVolumeClaimStatus accessModes:[s allocatedResourceStatuses:{s@28 allocatedResources:{q@23 capacity:{q conditions:[PersistentVolumeClaimCondition currentVolumeAttributesClassName:s@29 healthStatus:VolumeHealthStatus@37 modifyVolumeStatus:ModifyVolumeStatus@29 phase:s resizeStatus:s@23-27
PersistentVolumeClaimTemplate metadata:ObjectMeta spec:PersistentVolumeClaimSpec
PersistentVolumeClaimVolumeSource claimName:s readOnly:b
PhotonPersistentDiskVolumeSource fsType:s pdID:s
Pod apiVersion:s kind:s metadata:ObjectMeta spec:PodSpec status:PodStatus
PodAffinity preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm
PodAffinityTerm labelSelector:LabelSelector matchLabelKeys:[s@29 mismatchLabelKeys:[s@29 namespaceSelector:LabelSelector namespaces:[s topologyKey:s
PodAntiAffinity preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm
PodCertificateProjection certificateChainPath:s@34 credentialBundlePath:s@34 keyPath:s@34 keyType:s@34 maxExpirationSeconds:i@34 signerName:s@34 user:l@37 userAnnotations:{s@35
PodCondition lastProbeTime:t lastTransitionTime:t message:s observedGeneration:l@33 reason:s status:s type:s
PodDNSConfig nameservers:[s options:[PodDNSConfigOption searches:[s
PodDNSConfigOption name:s value:s
PodExtendedResourceClaimStatus requestMappings:[ContainerExtendedResourceRequest@34 resourceClaimName:s@34
PodFailurePolicy rules:[PodFailurePolicyRule@25
PodFailurePolicyOnExitCodesRequirement containerName:s@25 operator:s@25 values:[i@25
PodFailurePolicyOnPodConditionsPattern status:s@25 type:s@25
PodFailurePolicyRule action:s@25 onExitCodes:PodFailurePolicyOnExitCodesRequirement@25 onPodConditions:[PodFailurePolicyOnPodConditionsPattern@25
PodIP ip:s
PodOS name:s@23
PodReadinessGate conditionType:s
PodResourceClaim name:s@26 resourceClaimName:s@31 resourceClaimTemplateName:s@31 source:ClaimSource@26-30
PodResourceClaimStatus name:s@28 resourceClaimName:s@28
PodSchedulingGate name:s@26
PodSchedulingGroup podGroupName:s@36
PodSecurityContext appArmorProfile:AppArmorProfile@30 fsGroup:l fsGroupChangePolicy:s runAsGroup:l runAsNonRoot:b runAsUser:l seLinuxChangePolicy:s@32 seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile supplementalGroups:[l supplementalGroupsPolicy:s@31 sysctls:[Sysctl windowsOptions:WindowsSecurityContextOptions
PodSpec activeDeadlineSeconds:l affinity:Affinity automountServiceAccountToken:b containers:[Container dnsConfig:PodDNSConfig dnsPolicy:s enableServiceLinks:b ephemeralContainers:[EphemeralContainer evictionResponders:[EvictionResponder@37 hostAliases:[HostAlias hostIPC:b hostNetwork:b hostPID:b hostUsers:b@25 hostname:s hostnameOverride:s@34 imagePullSecrets:[LocalObjectReference initContainers:[Container nodeName:s nodeSelector:{s os:PodOS@23 overhead:{q preemptionPolicy:s priority:i priorityClassName:s readinessGates:[PodReadinessGate resourceClaims:[PodResourceClaim@26 resources:ResourceRequirements@32 restartPolicy:s runtimeClassName:s schedulerName:s schedulingGates:[PodSchedulingGate@26 schedulingGroup:PodSchedulingGroup@36 securityContext:PodSecurityContext serviceAccount:s serviceAccountName:s setHostnameAsFQDN:b shareProcessNamespace:b subdomain:s terminationGracePeriodSeconds:l tolerations:[Toleration topologySpreadConstraints:[TopologySpreadConstraint volumes:[Volume workloadRef:WorkloadReference@35-35
PodStatus allocatedResources:{q@35 conditions:[PodCondition containerStatuses:[ContainerStatus ephemeralContainerStatuses:[ContainerStatus extendedResourceClaimStatus:PodExtendedResourceClaimStatus@34 hostIP:s hostIPs:[HostIP@28 initContainerStatuses:[ContainerStatus message:s nodeAllocatableResourceClaimStatuses:[NodeAllocatableResourceClaimStatus@36 nominatedNodeName:s observedGeneration:l@33 phase:s podIP:s podIPs:[PodIP qosClass:s reason:s resize:s@27 resourceClaimStatuses:[PodResourceClaimStatus@28 resources:ResourceRequirements@35 startTime:t volumeHealth:[PodVolumeHealth@37
PodTemplate apiVersion:s kind:s metadata:ObjectMeta template:PodTemplateSpec
PodTemplateSpec metadata:ObjectMeta spec:PodSpec
PodVolumeHealth healthConditions:[VolumeHealthCondition@37 lastTransitionTime:t@37 name:s@37
PortworxVolumeSource fsType:s readOnly:b volumeID:s
PreferredSchedulingTerm preference:NodeSelectorTerm weight:i
Probe exec:ExecAction failureThreshold:i grpc:GRPCAction@23 httpGet:HTTPGetAction initialDelaySeconds:i periodSeconds:i successThreshold:i tcpSocket:TCPSocketAction terminationGracePeriodSeconds:l timeoutSeconds:i
ProjectedVolumeSource defaultMode:i defaultUser:l@37 sources:[VolumeProjection
QuobyteVolumeSource group:s readOnly:b registry:s tenant:s user:s volume:s
RBDVolumeSource fsType:s image:s keyring:s monitors:[s pool:s readOnly:b secretRef:LocalObjectReference user:s
ReplicaSet apiVersion:s kind:s metadata:ObjectMeta spec:ReplicaSetSpec status:ReplicaSetStatus
ReplicaSetCondition lastTransitionTime:t message:s reason:s status:s type:s
ReplicaSetSpec minReadySeconds:i replicas:i selector:LabelSelector template:PodTemplateSpec
ReplicaSetStatus availableReplicas:i conditions:[ReplicaSetCondition fullyLabeledReplicas:i observedGeneration:l readyReplicas:i replicas:i terminatingReplicas:i@33
ReplicationController apiVersion:s kind:s metadata:ObjectMeta spec:ReplicationControllerSpec status:ReplicationControllerStatus
ReplicationControllerCondition lastTransitionTime:t message:s reason:s status:s type:s
ReplicationControllerSpec minReadySeconds:i replicas:i selector:{s template:PodTemplateSpec
ReplicationControllerStatus availableReplicas:i conditions:[ReplicationControllerCondition fullyLabeledReplicas:i observedGeneration:l readyReplicas:i replicas:i
ResourceClaim name:s@26 request:s@31
ResourceFieldSelector containerName:s divisor:q resource:s
ResourceHealth health:s@31 message:s@36 resourceID:s@31
ResourceRequirements claims:[ResourceClaim@26 limits:{q requests:{q
ResourceStatus name:s@31 resources:[ResourceHealth@31
RollingUpdateDaemonSet maxSurge:o maxUnavailable:o
RollingUpdateDeployment maxSurge:o maxUnavailable:o
RollingUpdateStatefulSetStrategy maxUnavailable:o@24 partition:i
SELinuxOptions level:s role:s type:s user:s
ScaleIOVolumeSource fsType:s gateway:s protectionDomain:s readOnly:b secretRef:LocalObjectReference sslEnabled:b storageMode:s storagePool:s system:s volumeName:s
SeccompProfile localhostProfile:s oci:SecurityProfileOCI@38 type:s
SecretEnvSource name:s optional:b
SecretKeySelector key:s name:s optional:b
SecretProjection items:[KeyToPath name:s optional:b
SecretVolumeSource defaultMode:i defaultUser:l@37 items:[KeyToPath optional:b secretName:s
SecurityContext allowPrivilegeEscalation:b appArmorProfile:AppArmorProfile@30 capabilities:Capabilities privileged:b procMount:s readOnlyRootFilesystem:b runAsGroup:l runAsNonRoot:b runAsUser:l seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile windowsOptions:WindowsSecurityContextOptions
SecurityProfileOCI baseProfile:SecurityProfileOCIBase@38 ref:s@38
SecurityProfileOCIBase localhostProfile:s@38 type:s@38
ServiceAccountTokenProjection audience:s expirationSeconds:l path:s user:l@37
SleepAction seconds:l@29
StatefulSet apiVersion:s kind:s metadata:ObjectMeta spec:StatefulSetSpec status:StatefulSetStatus
StatefulSetCondition lastTransitionTime:t message:s reason:s status:s type:s
StatefulSetOrdinals start:i@26
StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted:s@23 whenScaled:s@23
StatefulSetSpec minReadySeconds:i@22 ordinals:StatefulSetOrdinals@26 persistentVolumeClaimRetentionPolicy:StatefulSetPersistentVolumeClaimRetentionPolicy@23 podManagementPolicy:s replicas:i revisionHistoryLimit:i selector:LabelSelector serviceName:s template:PodTemplateSpec updateStrategy:StatefulSetUpdateStrategy volumeClaimTemplates:[PersistentVolumeClaim
StatefulSetStatus availableReplicas:i@22 collisionCount:i conditions:[StatefulSetCondition currentReplicas:i currentRevision:s observedGeneration:l readyReplicas:i replicas:i updateRevision:s updatedReplicas:i
StatefulSetUpdateStrategy rollingUpdate:RollingUpdateStatefulSetStrategy type:s
StorageOSVolumeSource fsType:s readOnly:b secretRef:LocalObjectReference volumeName:s volumeNamespace:s
SuccessPolicy rules:[SuccessPolicyRule@30
SuccessPolicyRule succeededCount:i@30 succeededIndexes:s@30
Sysctl name:s value:s
TCPSocketAction host:s port:o
Taint effect:s key:s timeAdded:t value:s
Toleration effect:s key:s operator:s tolerationSeconds:l value:s
TopologyConstraint key:s@37-37
TopologySpreadConstraint labelSelector:LabelSelector matchLabelKeys:[s@25 maxSkew:i minDomains:i@24 nodeAffinityPolicy:s@25 nodeTaintsPolicy:s@25 topologyKey:s whenUnsatisfiable:s
TypedLocalObjectReference apiGroup:s kind:s name:s
TypedObjectReference apiGroup:s@26 kind:s@26 name:s@26 namespace:s@26
UncountedTerminatedPods failed:[s@22 succeeded:[s@22
Volume awsElasticBlockStore:AWSElasticBlockStoreVolumeSource azureDisk:AzureDiskVolumeSource azureFile:AzureFileVolumeSource cephfs:CephFSVolumeSource cinder:CinderVolumeSource configMap:ConfigMapVolumeSource csi:CSIVolumeSource downwardAPI:DownwardAPIVolumeSource emptyDir:EmptyDirVolumeSource ephemeral:EphemeralVolumeSource fc:FCVolumeSource flexVolume:FlexVolumeSource flocker:FlockerVolumeSource gcePersistentDisk:GCEPersistentDiskVolumeSource gitRepo:GitRepoVolumeSource glusterfs:GlusterfsVolumeSource hostPath:HostPathVolumeSource image:ImageVolumeSource@31 iscsi:ISCSIVolumeSource name:s nfs:NFSVolumeSource persistentVolumeClaim:PersistentVolumeClaimVolumeSource photonPersistentDisk:PhotonPersistentDiskVolumeSource portworxVolume:PortworxVolumeSource projected:ProjectedVolumeSource quobyte:QuobyteVolumeSource rbd:RBDVolumeSource scaleIO:ScaleIOVolumeSource secret:SecretVolumeSource storageos:StorageOSVolumeSource vsphereVolume:VsphereVirtualDiskVolumeSource
VolumeDevice devicePath:s name:s
VolumeHealthCondition message:s@37 reason:s@37 status:s@37
VolumeHealthStatus healthConditions:[VolumeHealthCondition@37 lastTransitionTime:t@37
VolumeMount bindMountOptions:[s@37 mountPath:s mountPropagation:s name:s readOnly:b recursiveReadOnly:s@30 subPath:s subPathExpr:s
VolumeMountStatus mountPath:s@30 name:s@30 readOnly:b@30 recursiveReadOnly:s@30 volumeStatus:VolumeStatus@36
VolumeProjection clusterTrustBundle:ClusterTrustBundleProjection@29 configMap:ConfigMapProjection downwardAPI:DownwardAPIProjection podCertificate:PodCertificateProjection@34 secret:SecretProjection serviceAccountToken:ServiceAccountTokenProjection
VolumeResourceRequirements limits:{q@29 requests:{q@29
VolumeStatus image:ImageVolumeStatus@36
VsphereVirtualDiskVolumeSource fsType:s storagePolicyID:s storagePolicyName:s volumePath:s
WeightedPodAffinityTerm podAffinityTerm:PodAffinityTerm weight:i
WindowsSecurityContextOptions gmsaCredentialSpec:s gmsaCredentialSpecName:s hostProcess:b@22 runAsUserName:s
WorkloadPodGroupAllDisruptionMode
WorkloadPodGroupBasicSchedulingPolicy
WorkloadPodGroupDisruptionMode all:WorkloadPodGroupAllDisruptionMode@37 single:WorkloadPodGroupSingleDisruptionMode@37
WorkloadPodGroupGangSchedulingPolicy minCount:i@37
WorkloadPodGroupResourceClaim name:s@37 resourceClaimName:s@37 resourceClaimTemplateName:s@37
WorkloadPodGroupSchedulingConstraints topology:[TopologyConstraint@37-37 topology:[WorkloadTopologyConstraint@38
WorkloadPodGroupSchedulingPolicy basic:WorkloadPodGroupBasicSchedulingPolicy@37 gang:WorkloadPodGroupGangSchedulingPolicy@37
WorkloadPodGroupSingleDisruptionMode
WorkloadReference name:s@35-35 podGroup:s@35-35 podGroupReplicaKey:s@35-35
WorkloadTopologyConstraint key:s@38
`
