-- id: host-firewall-open
-- title: The firewall of a host lets everything through
-- severity: major
-- category: security
-- object: host
-- key: source, moid
-- why: The default was changed: connections that no ruleset allows pass all the same, so every service of the
--   host is open to the network.
-- fix: Set the firewall's default action back to drop, and allow what is needed by rulesets.
SELECT source, moid, name, firewall_incoming_blocked, firewall_outgoing_blocked
FROM host
WHERE firewall_incoming_blocked = 0 OR firewall_outgoing_blocked = 0
