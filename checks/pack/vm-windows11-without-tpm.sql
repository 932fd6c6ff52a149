-- id: vm-windows11-without-tpm
-- title: A Windows 11 machine has no virtual TPM or no UEFI
-- severity: minor
-- category: support
-- object: vm
-- key: source, moid
-- why: Windows 11 requires UEFI and a TPM 2.0. Installed around that check it gets no support, and its maker
--   may end updates for it.
-- fix: Set up a key provider, add a virtual TPM to the machine while it is off, and convert its disk to UEFI
--   first where it is needed.
SELECT source, moid, name, guest_id, firmware, tpm_present
FROM vm
WHERE coalesce(running_guest_id, guest_id) IN ('windows11_64Guest', 'windows12_64Guest')
  AND (tpm_present = 0 OR firmware = 'bios')
