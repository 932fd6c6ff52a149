-- id: host-secure-boot-off
-- title: A host started without Secure Boot
-- severity: minor
-- category: security
-- object: host
-- key: source, moid
-- why: Nothing proves that boot loader, kernel and packages are the maker's own, so code that somebody planted
--   starts with the host.
-- fix: Remove packages without a signature, switch on Secure Boot in the firmware and restart the host.
SELECT source, moid, name, firmware_type, tpm_version
FROM host
WHERE secure_boot = 0
