package main

import (
	"fmt"
	"strconv"
	"strings"
)

// apiVersions are the versions vCenter has offered, oldest first.
var apiVersions = []string{"5.5", "6.0", "6.5", "6.7", "6.7.1", "6.7.2", "6.7.3", "6.8.7", "7.0", "7.0.0.2",
	"7.0.1.0", "7.0.1.1", "7.0.2.0", "7.0.2.1", "7.0.3.0", "7.0.3.1", "7.0.3.2", "8.0.0.0", "8.0.0.1",
	"8.0.0.2", "8.0.1.0", "8.0.2.0", "8.0.3.0", "9.0.0.0", "9.1.0.0"}

func knownVersion(v string) bool { return contains(apiVersions, v) }

func versionIndex(v string) int {
	for i, known := range apiVersions {
		if known == v {
			return i
		}
	}
	return -1
}

// versionsDocument is /sdk/vimServiceVersions.xml, with the comment and the second namespace that real
// ones have.
func versionsDocument(newest string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8" ?>
<!--
   Copyright: see the product.
-->
<namespaces version="1.0">
 <namespace>
  <name>urn:internalvim25</name>
  <version>` + newest + `</version>
 </namespace>
 <namespace>
  <name>urn:vim25</name>
  <version>` + newest + `</version>
  <priorVersions>
`)
	for i := versionIndex(newest) - 1; i >= 0; i-- {
		fmt.Fprintf(&b, "   <version>%s</version>\n", apiVersions[i])
	}
	b.WriteString(`  </priorVersions>
 </namespace>
 <namespace>
  <name>urn:vim2</name>
  <version>2.0</version>
 </namespace>
</namespaces>
`)
	return b.String()
}

// acceptsVersion says whether a SOAPAction header names a version the lab offers; none is fine.
func acceptsVersion(action, newest string) (uri string, ok bool) {
	uri = strings.Trim(strings.TrimSpace(action), `"`)
	version := strings.TrimPrefix(uri, "urn:vim25/")
	if version == uri {
		return uri, true
	}
	at := versionIndex(version)
	return uri, at >= 0 && at <= versionIndex(newest)
}

// productVersion is the three-part release of an API version.
func productVersion(api string) string {
	parts := strings.Split(api, ".")
	for len(parts) < 3 {
		parts = append(parts, "0")
	}
	for i, p := range parts {
		if _, err := strconv.Atoi(p); err != nil {
			parts[i] = "0"
		}
	}
	return strings.Join(parts[:3], ".")
}
