-- id: vm-scsi-controller-deprecated
-- title: A disk controller of a machine is of a deprecated kind
-- severity: minor
-- category: lifecycle
-- object: vm_device
-- key: source, vm_moid, device_key
-- why: BusLogic is deprecated and slow, and limits disks to 2 TB. LSI Logic Parallel has no driver in current
--   Windows and Red Hat systems, so the guest may fail to start after an upgrade of its system.
-- fix: Add a small disk on a ParaVirtual controller so that the guest loads the driver, then change the
--   controller of the other disks while the machine is off. Take a backup first.
SELECT d.source, d.vm_moid, d.device_key, v.name AS vm_name, d.label, d.device_type, v.guest_id
FROM vm_device d
JOIN vm v ON v.source = d.source AND v.moid = d.vm_moid
WHERE d.device_type = 'VirtualBusLogicController'
   OR (d.device_type = 'VirtualLsiLogicController'
       AND v.guest_id IN ('windows8Server64Guest', 'windows9Server64Guest', 'windows2019srv_64Guest',
                          'windows2019srvNext_64Guest', 'windows2022srvNext_64Guest', 'windows9_64Guest',
                          'windows11_64Guest', 'rhel8_64Guest', 'rhel9_64Guest', 'centos8_64Guest',
                          'centos9_64Guest', 'oracleLinux8_64Guest', 'oracleLinux9_64Guest',
                          'rockylinux_64Guest', 'almalinux_64Guest'))
