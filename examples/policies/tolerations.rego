# The three rules as they are often written in Rego; opa eval -d tolerations.rego -i review.json data.tolerations
package tolerations

found := object.get(input.request.object.spec, "tolerations", [])

controlPlane contains message if {
	some toleration in found
	toleration.key == "node-role.kubernetes.io/control-plane"
	message := "pods must not tolerate the taint of control planes"
}

spot contains message if {
	required := {"key": "spot", "operator": "Exists", "effect": "NoSchedule"}
	input.request.kind.kind == "Pod"
	not required in found
	message := "pods must tolerate spot nodes"
}

gpu contains message if {
	allowed := [{"key": "gpu", "operator": "Exists"}]
	some toleration in found
	not toleration in allowed
	message := "pods may tolerate gpu nodes only"
}
