// Sitrep-lab is a vCenter (or a standalone ESXi) for tests and for trying Sitrep out.
//
// It serves the vSphere SOAP API on a loopback address from an inventory made from a seed, on top of
// govmomi's simulator, and restores what the simulator leaves out of a real vCenter's behaviour: paging,
// strict property paths, permissions, alarms, log bundles, faults. See README.md.
package main
