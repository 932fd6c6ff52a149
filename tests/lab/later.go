package main

// laterProperties are those that the simulator's types have and that a vCenter of the oldest version we speak with
// does not: below the version they are unknown paths.
var laterProperties = map[string]string{
	"ClusterComputeResource lifecycleManaged":  "7.0",
	"HostSystem complianceCheckState":          "6.7",
	"HostSystem hardware.persistentMemoryInfo": "6.7",
	"HostSystem summary.tpmAttestation":        "6.7",
	"VirtualMachine config.createDate":         "6.7",
	"VirtualMachine runtime.cryptoState":       "6.7",
}

func tooOldFor(key string) bool {
	since, later := laterProperties[key]
	return later && versionIndex(theLab.settings().APIVersion) < versionIndex(since)
}
