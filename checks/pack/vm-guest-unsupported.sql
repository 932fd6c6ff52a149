-- id: vm-guest-unsupported
-- title: The operating system of a machine is no longer supported
-- severity: minor
-- category: lifecycle
-- object: vm
-- key: source, moid
-- why: The maker of the guest's system mends no faults in it any more, and newer hosts and Tools drop it one
--   by one. A fault or an attack meets nobody who would help.
-- fix: Move what runs in it to a current system; until then keep it off networks that do not need it.
SELECT source, moid, name, guest_id, running_guest_id, guest_full_name
FROM vm
WHERE coalesce(running_guest_id, guest_id) IN (
  'dosGuest', 'win31Guest', 'win95Guest', 'win98Guest', 'winMeGuest', 'winNTGuest', 'win2000ProGuest',
  'win2000ServGuest', 'win2000AdvServGuest', 'winXPHomeGuest', 'winXPProGuest', 'winXPPro64Guest',
  'winNetEnterpriseGuest', 'winNetEnterprise64Guest', 'winNetDatacenterGuest', 'winNetDatacenter64Guest',
  'winNetStandardGuest', 'winNetStandard64Guest', 'winNetWebGuest', 'winNetBusinessGuest', 'winVistaGuest',
  'winVista64Guest', 'winLonghornGuest', 'winLonghorn64Guest', 'windows7Guest', 'windows7_64Guest',
  'windows7Server64Guest', 'windows8Guest', 'windows8_64Guest', 'windows8Server64Guest',
  'rhel2Guest', 'rhel3Guest', 'rhel3_64Guest', 'rhel4Guest', 'rhel4_64Guest', 'rhel5Guest', 'rhel5_64Guest',
  'rhel6Guest', 'rhel6_64Guest', 'rhel7Guest', 'rhel7_64Guest', 'centosGuest', 'centos64Guest', 'centos6Guest',
  'centos6_64Guest', 'centos7Guest', 'centos7_64Guest', 'centos8_64Guest', 'slesGuest', 'sles64Guest',
  'sles10Guest', 'sles10_64Guest', 'sles11Guest', 'sles11_64Guest', 'debian4Guest', 'debian4_64Guest',
  'debian5Guest', 'debian5_64Guest', 'debian6Guest', 'debian6_64Guest', 'debian7Guest', 'debian7_64Guest',
  'debian8Guest', 'debian8_64Guest', 'debian9Guest', 'debian9_64Guest', 'debian10Guest', 'debian10_64Guest',
  'oracleLinux6Guest', 'oracleLinux6_64Guest', 'netware4Guest', 'netware5Guest', 'netware6Guest', 'solaris8Guest',
  'solaris9Guest')
