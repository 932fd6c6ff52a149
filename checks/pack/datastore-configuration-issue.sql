-- id: datastore-configuration-issue
-- title: vCenter shows a configuration issue on a datastore
-- severity: minor
-- category: configuration
-- object: datastore
-- key: source, moid
-- fix: Open the datastore's Monitor > All Issues page and follow what it says.
SELECT source, moid, name, config_status, config_issue_count
FROM datastore
WHERE config_issue_count > 0
