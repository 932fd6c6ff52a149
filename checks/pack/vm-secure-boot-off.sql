-- id: vm-secure-boot-off
-- title: A current Windows with UEFI starts without Secure Boot
-- severity: info
-- category: security
-- object: vm
-- key: source, moid
-- why: Nothing keeps a changed boot loader or driver from being loaded before the system's own guards run.
--   Credential Guard and current baselines of Windows ask for Secure Boot.
-- fix: Enable Secure Boot in the machine's boot options while it is off; Windows installed on UEFI needs no
--   other change.
SELECT source, moid, name, guest_id, firmware, secure_boot_enabled
FROM vm
WHERE firmware = 'efi' AND secure_boot_enabled = 0
  AND guest_id IN ('windows9_64Guest', 'windows11_64Guest', 'windows12_64Guest', 'windows9Server64Guest',
                   'windows2019srv_64Guest', 'windows2019srvNext_64Guest', 'windows2022srvNext_64Guest')
