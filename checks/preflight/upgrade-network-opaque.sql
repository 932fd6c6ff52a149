-- id: upgrade-network-opaque
-- title: A network lies on a switch of NSX that the target does not have
-- severity: major
-- category: network
-- object: opaque_network
-- key: source, moid
-- why: Opaque networks come from an N-VDS. Its support on hosts ended, so hosts that still carry one lose
--   these networks.
-- fix: Migrate the N-VDS of every host to a distributed switch first, with the tools of NSX.
-- link: https://drpranayjha.com/nsx-9-migrate-nvds-to-vds/
SELECT source, moid, name, opaque_type
FROM opaque_network
WHERE opaque_type IN ('nsx.LogicalSwitch', 'nsx.network')
