package main

import (
	"fmt"
	"net/url"
	"sort"
	"strings"
	"time"
)

const restTime = "2006-01-02T15:04:05.000Z"

// An applianceValue is one resource of the appliance: from which version on it is served, until which, and
// what it answers.
type applianceValue struct {
	since, before string
	value         func(l *lab) interface{}
}

func constant(value interface{}) func(*lab) interface{} {
	return func(*lab) interface{} { return value }
}

// restAgo is when something happened that does not happen again while the lab serves.
func (l *lab) restAgo(d time.Duration) string { return l.inventory.now.Add(-d).UTC().Format(restTime) }

type fields = map[string]interface{}

var applianceValues = map[string]applianceValue{
	"appliance/system/version": {value: (*lab).applianceVersion},
	"appliance/system/uptime":  {value: func(l *lab) interface{} { return 1036800.42 + float64(l.ahead.Load()) }},
	"appliance/system/time":    {value: (*lab).applianceTime},
	"appliance/system/storage": {value: (*lab).appliancePartitions},

	"appliance/health/system":            {value: constant("green")},
	"appliance/health/system/lastcheck":  {value: (*lab).healthChecked},
	"appliance/health/load":              {value: constant("green")},
	"appliance/health/mem":               {value: constant("green")},
	"appliance/health/storage":           {value: constant("green")},
	"appliance/health/swap":              {value: constant("green")},
	"appliance/health/database-storage":  {value: constant("green")},
	"appliance/health/applmgmt":          {value: constant("green")},
	"appliance/health/software-packages": {value: constant("green")},

	"appliance/update": {since: "6.7", value: (*lab).updateState},

	"vcenter/services":       {since: "6.7", value: (*lab).applianceServices},
	"appliance/vmon/service": {before: "7.0", value: (*lab).applianceServices},

	"appliance/recovery/backup/job/details": {since: "6.7", value: (*lab).backupJobs},
	"appliance/recovery/backup/schedules":   {since: "6.7", value: (*lab).backupSchedules},

	"appliance/timesync": {since: "6.7", value: constant("NTP")},
	"appliance/ntp":      {since: "6.7", value: constant([]string{"ntp-1." + domain, "ntp-2." + domain})},

	"appliance/networking/interfaces":   {value: (*lab).applianceInterfaces},
	"appliance/networking/dns/servers":  {value: (*lab).applianceDNS},
	"appliance/networking/dns/hostname": {value: func(l *lab) interface{} { return l.applianceName() }},

	"appliance/access/ssh":        {value: constant(false)},
	"appliance/access/shell":      {value: constant(fields{"enabled": false, "timeout": 0})},
	"appliance/access/dcui":       {value: constant(true)},
	"appliance/access/consolecli": {value: constant(true)},

	"appliance/monitoring": {value: (*lab).monitoredItems},

	"vcenter/certificate-management/vcenter/tls":                 {since: "6.7.2", value: (*lab).tlsCertificate},
	"vcenter/certificate-management/vcenter/trusted-root-chains": {since: "6.7.2", value: constant([]fields{{"chain": vmcaRoot}})},
	"vcenter/certificate-management/vcenter/signing-certificate": {since: "7.0", value: (*lab).signingCertificate},
}

const vmcaRoot = "8F5B6D4E2A10C7930D41B2E6A95C37F8110E24D6"

// applianceResource answers what is no tag.
func (l *lab) applianceResource(c *restCall) (interface{}, *restError) {
	if c.method != "GET" {
		return nil, restNotFound
	}
	certificate := strings.HasPrefix(c.path, "vcenter/certificate-management/")
	resource, ok := applianceValues[c.path]
	served := ok && (resource.since == "" || l.isVersion(resource.since)) && (resource.before == "" || !l.isVersion(resource.before))
	switch {
	case c.path == "vcenter/certificate-management/vcenter/trusted-root-chains/"+vmcaRoot && l.isVersion("6.7.2"):
		return fields{"cert_chain": fields{"cert_chain": []string{l.rootPEM()}}}, nil
	case l.settings().RESTDenied && !certificate:
		return nil, restUnauthorized
	case c.path == "appliance/update/pending" && l.isVersion("6.7"):
		return l.pendingUpdates(c)
	case c.path == "appliance/monitoring/query":
		return l.queryMonitoring(c)
	case !served:
		return nil, restNotFound
	}
	return resource.value(l), nil
}

func (l *lab) applianceVersion() interface{} {
	return fields{"version": productVersion(l.settings().APIVersion) + ".00100", "build": "24022515", "product": "VMware vCenter Server",
		"type": "vCenter Server with an embedded Platform Services Controller", "summary": "", "releasedate": "June 25, 2024",
		"install_time": l.restAgo(200 * day)}
}

func (l *lab) healthChecked() interface{} {
	return l.now().Add(-3 * time.Minute).UTC().Format(restTime)
}

func (l *lab) applianceTime() interface{} {
	now := l.now().UTC()
	return fields{"timezone": "Etc/UTC", "date": now.Format("Mon 01-02-2006"), "time": now.Format("03:04:05 PM"),
		"seconds_since_epoch": float64(now.Unix())}
}

var appliancePartitions = []struct {
	name  string
	total int64 // KB
	used  int64 // percent
}{{"archive", 51343840, 32}, {"core", 25622308, 1}, {"db", 10190136, 12}, {"dblog", 15314744, 8}, {"log", 10190136, 41}, {"root", 48279504, 22},
	{"seat", 10190136, 18}, {"updatemgr", 102153144, 3}}

func (l *lab) appliancePartitions() interface{} {
	var list []fields
	for i, p := range appliancePartitions {
		list = append(list, fields{"disk": fmt.Sprint(i + 1), "partition": p.name,
			"description": fields{"id": "storage." + p.name, "default_message": p.name, "args": []string{}}})
	}
	return list
}

func (l *lab) monitoredItems() interface{} {
	list := []fields{{"id": "cpu.util", "name": "com.vmware.applmgmt.mon.name.cpu.util", "units": "com.vmware.applmgmt.mon.unit.percent",
		"category": "com.vmware.applmgmt.mon.cat.cpu", "instance": "", "description": "com.vmware.applmgmt.mon.descr.cpu.util"}}
	for _, p := range appliancePartitions {
		for _, kind := range []string{"used", "totalsize"} {
			id := "storage." + kind + ".filesystem." + p.name
			list = append(list, fields{"id": id, "name": "com.vmware.applmgmt.mon.name." + id, "units": "com.vmware.applmgmt.mon.unit.kb",
				"category": "com.vmware.applmgmt.mon.cat.storage", "instance": p.name, "description": "com.vmware.applmgmt.mon.descr." + id})
		}
	}
	return list
}

// queryMonitoring answers series whose last value has not come yet, as the appliance's own do.
func (l *lab) queryMonitoring(c *restCall) (interface{}, *restError) {
	query, err := url.ParseQuery(c.query)
	prefix := map[string]string{"api": "", "rest": "item."}[c.family]
	if err != nil || query.Get(prefix+"interval") == "" || query.Get(prefix+"function") == "" || query.Get(prefix+"start_time") == "" {
		return nil, &restError{400, "INVALID_ARGUMENT", "com.vmware.applmgmt.err_invalid_argument"}
	}
	var names []string
	for key, values := range query {
		if key == "names" && c.family == "api" || strings.HasPrefix(key, "item.names.") && c.family == "rest" {
			names = append(names, values...)
		}
	}
	sort.Strings(names)
	list := []fields{}
	for _, name := range names {
		list = append(list, fields{"name": name, "interval": "MINUTES30", "function": "MAX", "start_time": query.Get(prefix + "start_time"),
			"end_time": query.Get(prefix + "end_time"), "data": monitoredData(name)})
	}
	return list, nil
}

func monitoredData(name string) []string {
	for _, p := range appliancePartitions {
		switch name {
		case "storage.totalsize.filesystem." + p.name:
			return []string{fmt.Sprint(p.total), fmt.Sprint(p.total), ""}
		case "storage.used.filesystem." + p.name:
			return []string{fmt.Sprint(p.total * p.used / 100), fmt.Sprintf("%d.0", p.total*p.used/100), ""}
		}
	}
	return []string{}
}

func (l *lab) updateState() interface{} {
	state := "UP_TO_DATE"
	if l.options.Scenario == "sick" {
		state = "UPDATES_PENDING"
	}
	return fields{"state": state, "version": productVersion(l.settings().APIVersion) + ".00100", "latest_query_time": l.restAgo(9 * time.Hour)}
}

// pendingUpdates are those that the last look found; where it found none, that is an error of its own.
func (l *lab) pendingUpdates(c *restCall) (interface{}, *restError) {
	if !strings.Contains(c.query, "source_type=LAST_CHECK") {
		return nil, &restError{400, "INVALID_ARGUMENT", "com.vmware.appliance.err_source_type"}
	}
	if l.options.Scenario != "sick" {
		return nil, restNothingThere
	}
	return []fields{{"version": productVersion(l.settings().APIVersion) + ".00200", "name": "VC-patch", "update_type": "FIX", "severity": "MODERATE",
		"priority": "LOW", "reboot_required": true, "size": 7385, "release_date": l.restAgo(40 * day),
		"description": fields{"id": "patch", "default_message": "Bug fixes", "args": []string{}}}}, nil
}

var applianceServiceNames = []string{"applmgmt", "content-library", "eam", "lookupsvc", "rhttpproxy", "sps", "updatemgr", "vmware-vpostgres",
	"vpxd", "vpxd-svcs", "vsan-health", "vsphere-ui"}

func (l *lab) applianceServices() interface{} {
	var list []keyed
	for _, name := range applianceServiceNames {
		list = append(list, keyed{name, fields{"name_key": "cis." + name + ".ServiceName", "description_key": "cis." + name + ".ServiceDescription",
			"startup_type": "AUTOMATIC", "state": "STARTED", "health": "HEALTHY", "health_messages": []fields{}}})
	}
	return append(list, keyed{"vcha", fields{"name_key": "cis.vcha.ServiceName", "description_key": "cis.vcha.ServiceDescription",
		"startup_type": "DISABLED", "state": "STOPPED"}})
}

func (l *lab) backupJobs() interface{} {
	var list []keyed
	for age := 1; age <= 3; age++ {
		began := l.inventory.now.Add(-time.Duration(age) * day).UTC()
		id := began.Format("20060102-150405") + "-24022515"
		list = append(list, keyed{id, fields{"start_time": began.Format(restTime), "end_time": began.Add(412 * time.Second).Format(restTime),
			"duration": 412, "size": 1843201937 + int64(age)*1048576, "status": "SUCCEEDED", "type": "SCHEDULED", "progress": fields{"total": 100, "completed": 100},
			"location": "sftp://backup-01." + domain + "/vcenter/sn_vcenter." + domain, "location_user": "svc-backup",
			"messages": []fields{}, "cancelable": false, "service": "com.vmware.appliance.recovery.backup.job", "operation": "create"}})
	}
	return list
}

func (l *lab) backupSchedules() interface{} {
	return []keyed{{"default", fields{"enable": true, "parts": []string{"common", "seat"}, "location": "sftp://backup-01." + domain + "/vcenter",
		"location_user": "svc-backup", "fast_backup": false, "retention_info": fields{"max_count": 7},
		"recurrence_info": fields{"hour": 23, "minute": 59, "days": []string{"MONDAY", "WEDNESDAY", "FRIDAY"}}}}}
}

func (l *lab) applianceInterfaces() interface{} {
	id := identity{l.options.Seed}
	return []fields{{"name": "nic0", "status": "up", "mac": id.vmMAC("vcenter"), "ipv4": fields{"mode": "STATIC", "configurable": true,
		"address": fmt.Sprintf("10.%d.0.10", id.network()), "prefix": 24, "default_gateway": fmt.Sprintf("10.%d.0.1", id.network())}}}
}

func (l *lab) applianceDNS() interface{} {
	network := identity{l.options.Seed}.network()
	return fields{"mode": "is_static", "servers": []string{fmt.Sprintf("10.%d.0.53", network), fmt.Sprintf("10.%d.1.53", network)}}
}

func (l *lab) restCertificate(name string, ago, left time.Duration) string {
	return string(identity{l.options.Seed}.hostCertificate(name, l.inventory.now.Add(-ago), l.inventory.now.Add(left)))
}

func (l *lab) rootPEM() string { return l.restCertificate("CA", 700*day, 9*365*day) }

func (l *lab) tlsCertificate() interface{} {
	return fields{"version": 3, "serial_number": "a1b2c3", "signature_algorithm": "SHA256withRSA", "issuer_dn": "C=US,O=vcenter." + domain + ",CN=CA",
		"subject_dn": "CN=vcenter." + domain, "valid_from": l.restAgo(300 * day), "valid_to": l.restAgo(-430 * day), "thumbprint": "00",
		"is_CA": false, "path_length_constraint": -1, "subject_alternative_name": []string{"vcenter." + domain},
		"cert": l.restCertificate("vcenter."+domain, 300*day, 430*day)}
}

func (l *lab) signingCertificate() interface{} {
	chain := fields{"cert_chain": []string{l.restCertificate("ssoserverSign", 300*day, 9*365*day), l.rootPEM()}}
	return fields{"active_cert_chain": chain, "signing_cert_chains": []fields{chain}}
}
