#include "redact/piece.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "redact/file_name.h"
#include "redact/public_suffix.h"

namespace sitrep::redact {
namespace {

// One letter a kind before each piece: l literal, k kept, n name, ...
std::string Show(std::string_view text) {
  constexpr std::string_view kLetters = "lknurmwh46";
  std::string shown;
  for (const Piece& piece : TakeApart(text)) {
    constexpr std::string_view kOrder = "lknurmwh46";
    shown += absl::StrCat(shown.empty() ? "" : "|",
                          std::string(1, kOrder[static_cast<size_t>(piece.kind)]),
                          std::string(piece.text));
  }
  EXPECT_EQ(kLetters.size(), 10u);
  return shown;
}

TEST(TakeApart, LeavesANameWhole) {
  EXPECT_EQ(Show(""), "");
  EXPECT_EQ(Show("Prod DB 01"), "nProd DB 01");
  EXPECT_EQ(Show("web01"), "nweb01");
  EXPECT_EQ(Show("web_01-a"), "nweb_01-a");
}

TEST(TakeApart, KnowsIdentifiersByShape) {
  EXPECT_EQ(Show("5014a1b2-0000-1111-2222-333344445555"), "u5014a1b2-0000-1111-2222-333344445555");
  EXPECT_EQ(Show("5f3e2c1a-12345678-abcd-0123456789ab"), "u5f3e2c1a-12345678-abcd-0123456789ab");
  EXPECT_EQ(Show("domain-c7"), "rdomain-c7");
  EXPECT_EQ(Show("dvportgroup-3"), "rdvportgroup-3");
  EXPECT_EQ(Show("alarm-1.host-2"), "ralarm-1|l.|rhost-2");
  EXPECT_EQ(Show("00:50:56:AA:bb:cc"), "m00:50:56:AA:bb:cc");
  EXPECT_EQ(Show("10.1.2.3"), "410.1.2.3");
  EXPECT_EQ(Show("fe80::1%vmk0"), "6fe80::1|l%vmk0");
  EXPECT_EQ(Show("10.1.2.0/24"), "410.1.2.0|l/24");
  EXPECT_EQ(Show("10.1.2.3/secret"), "410.1.2.3|l/|nsecret");
  EXPECT_EQ(Show("naa.600508b1001c4d5e"), "lnaa.|h600508b1001c4d5e");
  EXPECT_EQ(Show("50:01:43:80:12:34:56:78"), "w50:01:43:80:12:34:56:78");
  EXPECT_EQ(Show("VMware-56 4d 1a 2b 3c 4d 5e 6f-70 81 92 a3 b4 c5 d6 e7"),
            "kVMware-|u56 4d 1a 2b 3c 4d 5e 6f-70 81 92 a3 b4 c5 d6 e7");
}

TEST(TakeApart, TakesHostNamesByLabelAndKeepsThePublicSuffix) {
  EXPECT_EQ(Show("web01.corp.example.com"), "nweb01|l.|ncorp|l.|nexample|l.|lcom");
  EXPECT_EQ(Show("web01.acme.co.uk"), "nweb01|l.|nacme|l.|lco|l.|luk");
  EXPECT_EQ(Show("app.Acme"), "napp|l.|nAcme");
  EXPECT_EQ(Show("vcsa.lab.local:443"), "nvcsa|l.|nlab|l.|llocal|l:443");
  EXPECT_EQ(Show("[2001:db8::1]:443"), "l[|62001:db8::1|l]|l:443");
}

TEST(TakeApart, TakesPathsByPart) {
  EXPECT_EQ(Show("[ds 1] web01/web01-000001.vmdk"), "l[|nds 1|l] |nweb01|l/|nweb01|l-000001.vmdk");
  EXPECT_EQ(Show("[ds 1] web_1/web_1.vmdk"), "l[|nds 1|l] |nweb_1|l/|nweb_1|l.vmdk");
  EXPECT_EQ(Show("[ds 1] web/web_1.vmdk"), "l[|nds 1|l] |nweb|l/|nweb|l_1.vmdk");
  EXPECT_EQ(Show("[ds] "), "l[|nds|l] ");
  EXPECT_EQ(Show("ds:///vmfs/volumes/5f3e2c1a-12345678-abcd-0123456789ab/"),
            "lds://|l/|kvmfs|l/|kvolumes|l/|u5f3e2c1a-12345678-abcd-0123456789ab|l/");
  EXPECT_EQ(Show("nas01:/export/vol"), "nnas01|l:|l/|nexport|l/|nvol");
  EXPECT_EQ(Show("/vmfs/volumes/ds1"), "l/|kvmfs|l/|kvolumes|l/|nds1");
}

TEST(TakeApart, TakesPeopleByPart) {
  EXPECT_EQ(Show("jane.doe@corp.example.com"), "njane|l.|ndoe|l@|ncorp|l.|nexample|l.|lcom");
  EXPECT_EQ(Show("VSPHERE.LOCAL\\Administrator"), "nVSPHERE|l.|lLOCAL|l\\|nAdministrator");
  EXPECT_EQ(Show("CORP\\jdoe"), "nCORP|l\\|njdoe");
  EXPECT_EQ(Show("iqn.1998-01.com.vmware:esx01-1a2b3c4d"),
            "liqn.1998-01.|lcom|l.|kvmware|l:|nesx01-1a2b3c4d");
}

TEST(SplitFileName, KeepsWhatVmwarePutsAroundTheStem) {
  const auto show = [](std::string_view name) {
    const FileNameParts parts = SplitFileName(name);
    return absl::StrCat(std::string(parts.before), "|", std::string(parts.stem), "|",
                        std::string(parts.after));
  };
  EXPECT_EQ(show("web01.vmx"), "|web01|.vmx");
  EXPECT_EQ(show("web01_2-000003-sesparse.vmdk"), "|web01|_2-000003-sesparse.vmdk");
  EXPECT_EQ(show("web01-flat.vmdk"), "|web01|-flat.vmdk");
  EXPECT_EQ(show("web01-Snapshot12.vmsn"), "|web01|-Snapshot12.vmsn");
  EXPECT_EQ(show("web01-1a2b3c4d.vswp"), "|web01|-1a2b3c4d.vswp");
  EXPECT_EQ(show("vmware-12.log"), "||vmware-12.log");
  EXPECT_EQ(show("vmware.log"), "||vmware.log");
  EXPECT_EQ(show("web01.vmx.lck"), "|web01|.vmx.lck");
  EXPECT_EQ(show("web_1.vmx"), "|web_1|.vmx");
  EXPECT_EQ(show("plain"), "|plain|");
}

TEST(PublicSuffix, IsShortAndSure) {
  EXPECT_EQ(PublicSuffixLabels({"a", "example", "com"}), 1u);
  EXPECT_EQ(PublicSuffixLabels({"a", "CO", "UK"}), 2u);
  EXPECT_EQ(PublicSuffixLabels({"a", "acme"}), 0u);
  EXPECT_EQ(PublicSuffixLabels({}), 0u);
}

}  // namespace
}  // namespace sitrep::redact
