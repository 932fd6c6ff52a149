-- id: host-power-policy-low
-- title: A host saves power at the cost of speed
-- severity: minor
-- category: performance
-- object: host
-- key: source, moid
-- why: The low power policy lets processors sleep and slow down whenever they can. Machines that need an answer
--   at once get it late.
-- fix: Choose the policy balanced or high performance, and let the firmware leave power management to ESXi.
SELECT source, moid, name, power_policy, cpu_power_policy
FROM host
WHERE power_policy = 'low'
