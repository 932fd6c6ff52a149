-- id: host-power-policy-unexpected
-- title: A host has another power policy than it should have
-- severity: minor
-- category: performance
-- object: host
-- key: source, moid
-- why: The host is slower, or draws more power, than the site decided.
-- fix: Set the power policy in the host's hardware settings.
-- parameter: policies list - the policies that the site allows: static, dynamic, low or custom
-- answers: vcheck 30 Host/120 Power Management Policy
SELECT source, moid, name, power_policy, cpu_power_policy
FROM host
WHERE power_policy NOT IN (SELECT value FROM json_each(:policies))
