/**
 * The lists of a DaemonSet that are merged item by item, by the member that holds them, and the members that tell
 * which item it is. A strategic merge patch goes by the first of these, applying by all of them. A list without any
 * is one of texts.
 *
 * - **Upstream** api `core/v1/types.go` PodSpec, Container; apimachinery `pkg/apis/meta/v1/types.go` ObjectMeta
 */
export const LIST_KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  volumes: ['name'],
  env: ['name'],
  imagePullSecrets: ['name'],
  resourceClaims: ['name'],
  schedulingGates: ['name'],
  evictionResponders: ['name'],
  ports: ['containerPort', 'protocol'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  ownerReferences: ['uid'],
  conditions: ['type'],
  finalizers: [],
}
