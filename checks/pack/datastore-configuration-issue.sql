-- id: datastore-configuration-issue
-- title: vCenter shows a configuration issue on a datastore
-- severity: minor
-- category: configuration
-- object: datastore
-- key: source, moid
-- why: vCenter itself found something wrong with the datastore's configuration. The issue stays until it is mended.
-- fix: Open the datastore's Monitor > All Issues page and follow what it says.
SELECT source, moid, name, config_status, config_issue_count
FROM datastore
WHERE config_issue_count > 0
