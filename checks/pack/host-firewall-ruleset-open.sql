-- id: host-firewall-ruleset-open
-- title: A ruleset of the firewall is open to all addresses though it should not be
-- severity: minor
-- category: security
-- object: host_firewall_ruleset
-- key: source, host_moid, ruleset_key
-- why: The service answers the whole network instead of the few machines that administer it.
-- fix: Limit the ruleset to the addresses and networks that need it.
-- parameter: rulesets list - the rulesets that the site limits, such as sshServer, vSphereClient, webAccess
SELECT r.source, r.host_moid, r.ruleset_key, h.name AS host_name, r.ports, r.service
FROM host_firewall_ruleset r
LEFT JOIN host h ON h.source = r.source AND h.moid = r.host_moid
WHERE r.enabled = 1 AND r.all_addresses_allowed = 1 AND r.ruleset_key IN (SELECT value FROM json_each(:rulesets))
