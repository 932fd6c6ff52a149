package main

import (
	"regexp"
	"testing"
)

var referenceIn = regexp.MustCompile(`<val type="[A-Za-z]*"[^>]*>([^<]*)`)

func TestLicencesSettingsAndAttributesAreThere(t *testing.T) {
	c := start(t).login()
	licenses := c.must(one("LicenseManager", "LicenseManager", "licenses", "evaluation"))
	wantContains(t, licenses, "esx.enterprisePlus.cpuPackageCoreLimited", `<value xsi:type="xsd:dateTime">`, "VpxClientLicenseLabel", "expirationHours")
	assigned := c.must(`<QueryAssignedLicenses xmlns="urn:vim25"><_this type="LicenseAssignmentManager">` + c.single("LicenseManager", "licenseAssignmentManager") + `</_this></QueryAssignedLicenses>`)
	wantContains(t, assigned, "<entityDisplayName>esx-01.lab.example</entityDisplayName>", "<entityDisplayName>vcenter.lab.example</entityDisplayName>")
	wantContains(t, c.must(one("OptionManager", "VpxSettings", "setting")), "config.vmacore.soap.maxSessionCount", `<value xsi:type="xsd:int">3000</value>`)
	wantContains(t, c.must(one("ExtensionManager", "ExtensionManager", "extensionList")), "com.vmware.vim.eam", "<lastHeartbeatTime>")
	wantContains(t, c.must(one("CustomFieldsManager", "CustomFieldsManager", "field")), "<name>Owner</name>")
	wantContains(t, c.must(one("VirtualMachine", c.lab.inventory.vms[0].Self.Value, "customValue")), `xsi:type="CustomFieldStringValue"`)
	wantContains(t, c.must(one("ScheduledTask", "schedule-1", "info")), `<scheduler xsi:type="DailyTaskScheduler">`, `<action xsi:type="MethodAction">`)
}

func TestPermissionsComeInAnOrderOfTheirOwn(t *testing.T) {
	c := start(t).login()
	ask := `<RetrieveAllPermissions xmlns="urn:vim25"><_this type="AuthorizationManager">AuthorizationManager</_this></RetrieveAllPermissions>`
	first := c.must(ask)
	wantContains(t, first, `<entity type="Folder">group-d1</entity>`, `LAB\vmware-operators`)
	for i := 0; i < 10; i++ {
		if c.must(ask) != first {
			t.Fatal("two answers differ")
		}
	}
}

// single is a reference that a property of one of the single objects holds.
func (c *client) single(kind, property string) string {
	return referenceIn.FindStringSubmatch(c.must(one(kind, kind, property)))[1]
}
