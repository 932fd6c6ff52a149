#include "redact/text_redactor.h"

#include <gtest/gtest.h>

#include <random>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace sitrep::redact {
namespace {

constexpr uint64_t kSeed = 20261122;

class RedactedText : public ::testing::Test {
 protected:
  RedactedText() : aliaser_(*SiteKey::FromBytes(std::string(32, 'k'))), book_(aliaser_, nullptr) {
    dictionary_.AddName("payroll-db");
    dictionary_.AddName("Build Agent 7");
    dictionary_.AddName("sql");
    dictionary_.AddName("B\xc3\xbcro & Co");
    dictionary_.AddName("esx01.corp.acme-site.com");
    dictionary_.AddText("san-gold");
    dictionary_.AddText("[san-gold] web_01/web_01.vmx");
    dictionary_.AddText("564d1a2b-3c4d-5e6f-7081-92a3b4c5d6e7");
    dictionary_.AddText("CORP\\jroe");
  }

  std::string Redact(std::string_view text) {
    return *TextRedactor(book_, dictionary_).RedactText(text);
  }
  std::string Alias(std::string_view text) { return aliaser_.Alias(text); }

  Aliaser aliaser_;
  AliasBook book_;
  Dictionary dictionary_;
};

TEST_F(RedactedText, HasTheAliasesOfTheInventory) {
  EXPECT_EQ(Redact("Powering on payroll-db now"),
            absl::StrCat("Powering on ", Alias("payroll-db"), " now"));
  EXPECT_EQ(Redact("vm 'Build Agent 7'"), absl::StrCat("vm '", Alias("Build Agent 7"), "'"));
  EXPECT_EQ(Redact("PAYROLL-DB_1.vmdk"), absl::StrCat(Alias("payroll-db"), "_1.vmdk"));
  EXPECT_EQ(Redact("[san-gold] web_01/web_01-000003.vmdk"),
            Alias("[san-gold] web_01/web_01-000003.vmdk"));
  EXPECT_EQ(Redact("on sql: mysql"), absl::StrCat("on ", Alias("sql"), ": mysql"));
  EXPECT_EQ(Redact("xpayroll-dbx"), absl::StrCat("x", Alias("payroll-db"), "x"));
}

TEST_F(RedactedText, FindsNamesInTheSpellingsOfLogs) {
  for (const char* spelling : {"B\xc3\xbcro & Co", "B\xc3\xbcro &amp; Co", "B%c3%bcro%20%26%20Co",
                               "B%C3%BCro+%26+Co", "B\\u00fcro & Co", "B\xfcro & Co"}) {
    EXPECT_EQ(Redact(absl::StrCat("<", spelling, ">")),
              absl::StrCat("<", Alias("B\xc3\xbcro & Co"), ">"))
        << spelling;
  }
  EXPECT_EQ(Redact("AAAAI564d1a2b-3c4d-5e6f-7081-92a3b4c5d6e7"),
            "AAAAI" + Alias("564d1a2b-3c4d-5e6f-7081-92a3b4c5d6e7"));
  EXPECT_EQ(Redact("564D1A2B3C4D5E6F708192A3B4C5D6E7"),
            Alias("564d1a2b-3c4d-5e6f-7081-92a3b4c5d6e7"));
}

TEST_F(RedactedText, FindsHostNamesUnderTheSitesDomains) {
  EXPECT_EQ(Redact("ping esx01.corp.acme-site.com."),
            absl::StrCat("ping ", Alias("esx01.corp.acme-site.com"), "."));
  EXPECT_EQ(Redact("esx01: up"), absl::StrCat(Alias("esx01"), ": up"));
  EXPECT_EQ(Redact("to mail7.dmz.ACME-site.com:25"),
            absl::StrCat("to ", Alias("mail7.dmz.acme-site.com"), ":25"));
  EXPECT_EQ(Redact("https://vc.acme-site.com/ui"),
            absl::StrCat("https://", Alias("vc.acme-site.com"), "/ui"));
  EXPECT_EQ(Redact("esx-esx01.corp.acme-site.com-2026-11-22.tgz"),
            absl::StrCat("esx-", Alias("esx01.corp.acme-site.com"), "-2026-11-22.tgz"));
  EXPECT_EQ(Redact("esx-esx77.corp.acme-site.com-2026-11-22.tgz"),
            absl::StrCat(Alias("esx-esx77.corp.acme-site.com"), "-2026-11-22.tgz"));
  EXPECT_EQ(Redact("esx-esx01.corp.acme-site.com-2026-11-22.tgz"),
            absl::StrCat("esx-", Alias("esx01.corp.acme-site.com"), "-2026-11-22.tgz"));
  EXPECT_EQ(Redact("see kb.vmware.com and com.vmware.vim25"),
            "see kb.vmware.com and com.vmware.vim25");
}

TEST_F(RedactedText, FindsAddressesAndIdentifiers) {
  const std::vector<std::string> things = {"10.20.30.40",
                                           "203.0.113.9",
                                           "2001:db8::15:7",
                                           "fe80::250:56ff:fe9a:1",
                                           "00:50:56:9a:11:22",
                                           "5014aaaa-bbbb-4ccc-8ddd-eeeeffff0001",
                                           "5f3e2c1a-12345678-abcd-0123456789ab",
                                           "vm-101",
                                           "domain-c7",
                                           "naa.600508b1001c4d5e600508b1001c4d5e",
                                           "50:01:43:80:12:34:56:78",
                                           "iqn.1998-01.com.vmware:esx01-3f2a1b2c",
                                           "56 4d 1a 2b 3c 4d 5e 6f-70 81 92 a3 b4 c5 d6 e7"};
  for (const std::string& thing : things) {
    EXPECT_EQ(Redact(absl::StrCat("a ", thing, ", b")), absl::StrCat("a ", Alias(thing), ", b"));
    EXPECT_EQ(Redact(absl::StrCat("(", thing, ")")), absl::StrCat("(", Alias(thing), ")"));
    EXPECT_EQ(Redact(absl::StrCat("x=", thing, "\n")), absl::StrCat("x=", Alias(thing), "\n"));
  }
  EXPECT_EQ(Redact("[fe80::1%vmk0]:443"), absl::StrCat("[", Alias("fe80::1"), "%vmk0]:443"));
  EXPECT_EQ(Redact("10.20.30.40:902 10.20.30.0/24"),
            absl::StrCat(Alias("10.20.30.40"), ":902 ", Alias("10.20.30.0"), "/24"));
  EXPECT_EQ(
      Redact("IP 10.20.30.40.51515 > 10.20.30.41.443: tcp"),
      absl::StrCat("IP ", Alias("10.20.30.40"), ".51515 > ", Alias("10.20.30.41"), ".443: tcp"));
  std::string dashed = Alias("192.168.0.66");
  std::replace(dashed.begin(), dashed.end(), '.', '-');
  EXPECT_EQ(Redact("dhcp-192-168-0-66"), "dhcp-" + dashed);
}

TEST_F(RedactedText, FindsPeople) {
  EXPECT_EQ(Redact("mail jane.roe@other.example.org!"),
            absl::StrCat("mail ", Alias("jane.roe@other.example.org"), "!"));
  EXPECT_EQ(Redact("by CORP\\jroe."), absl::StrCat("by ", Alias("CORP\\jroe"), "."));
  EXPECT_EQ(Redact("\"CORP\\\\mmiller\""),
            absl::StrCat("\"", Alias("CORP"), "\\\\", Alias("mmiller"), "\""));
  EXPECT_EQ(Redact("WINDOM\\svc-backup did"), absl::StrCat(Alias("WINDOM\\svc-backup"), " did"));
  EXPECT_EQ(Redact("user=mmiller uid=0"), absl::StrCat("user=", Alias("mmiller"), " uid=0"));
  EXPECT_EQ(Redact("{\"userName\": \"Max Miller\"}"),
            absl::StrCat("{\"userName\": \"", Alias("Max Miller"), "\"}"));
  EXPECT_EQ(Redact("<userName>mmiller</userName>"),
            absl::StrCat("<userName>", Alias("mmiller"), "</userName>"));
  EXPECT_EQ(Redact("Accepted password for mmiller from 10.1.1.1 port 22"),
            absl::StrCat("Accepted password for ", Alias("mmiller"), " from ", Alias("10.1.1.1"),
                         " port 22"));
  EXPECT_EQ(Redact("session opened for user mmiller by (uid=0)"),
            absl::StrCat("session opened for user ", Alias("mmiller"), " by (uid=0)"));
  EXPECT_EQ(Redact("User mmiller@10.1.1.1 logged in"),
            absl::StrCat("User ", Alias("mmiller@10.1.1.1"), " logged in"));
  EXPECT_EQ(Redact("/home/mmiller/.ssh"), absl::StrCat("/home/", Alias("mmiller"), "/.ssh"));
  EXPECT_EQ(Redact("user=root for user root from"), "user=root for user root from");
  EXPECT_EQ(Redact("VSPHERE.LOCAL\\Administrator in"),
            absl::StrCat(Alias("VSPHERE.LOCAL\\Administrator"), " in"));
  EXPECT_EQ(Redact("for 'svc-x@acme-site.com@10.1.1.1'."),
            absl::StrCat("for '", Alias("svc-x@acme-site.com"), "@", Alias("10.1.1.1"), "'."));
}

TEST_F(RedactedText, LosesItsSecrets) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"password=S3cr,et;x y", "password=<removed:password> y"},
      {"--password S3cret -v", "--password <removed:password> -v"},
      {"{\"password\": \"S3 cr\\\"et\", \"a\": 1}",
       "{\"password\": \"<removed:password>\", \"a\": 1}"},
      {"{\\\"password\\\":\\\"S3cret\\\",\\\"a\\\":1}",
       "{\\\"password\\\":\\\"<removed:password>\\\",\\\"a\\\":1}"},
      {"<password xsi:type=\"xsd:string\">S3 cret</password>",
       "<password xsi:type=\"xsd:string\"><removed:password></password>"},
      {"<vim25:password>S3cret</vim25:password>",
       "<vim25:password><removed:password></vim25:password>"},
      {"snmp community: S3cret", "snmp community: <removed:password>"},
      {"bind_pwd => 'S3cret'", "bind_pwd => '<removed:password>'"},
      {"password is 'S3 cret'.", "password is '<removed:password>'."},
      {"Authorization: Bearer S3cretS3cretS3cret\nx", "Authorization: Bearer <removed:token>\nx"},
      {"curl -H 'Authorization: Basic czNjcmV0'", "curl -H 'Authorization: Basic <removed:token>'"},
      {"Cookie: vmware_soap_session=\"S3cret\"; Path=/\nx", "Cookie: <removed:cookie>\nx"},
      {"-H 'Cookie: a=\"S3cret\"' -v", "-H 'Cookie: <removed:cookie>' -v"},
      {"vmware_soap_session=\"S3cret\"; Path=/",
       "vmware_soap_session=\"<removed:cookie>\"; Path=/"},
      {"[vpxuser]: echo S3cret | passwd -s x", "[vpxuser]: echo <removed:password> | passwd -s x"},
      {"x[\"password\"] = \"S3cret\"", "x[\"password\"] = \"<removed:password>\""},
      {"echo S3cret | passwd --stdin root", "echo <removed:password> | passwd --stdin root"},
      {"sshpass -p S3cret ssh root@h", "sshpass -p <removed:password> ssh root@h"},
      {"Authorization: Bearer S3cretS3cretS3cret version 8.0.3.1",
       "Authorization: Bearer <removed:token> version 8.0.3.1"},
      {"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIS3cretS3cret me",
       "ssh-ed25519 <removed:certificate> me"},
      {"token=S3cretS3cret&x=1", "token=<removed:token>"},
      {"https://admin1:S3cret@host/x", "https://admin1:<removed:password>@host/x"},
      {"root:$6$salt$S3cretS3cret:19000", "root:<removed:password>:19000"},
      {"jwt eyJhbGciOiJIUzI1NiJ9.S3cretS3cret.sig-x end", "jwt <removed:token> end"},
      {"key 0A1B2-C3D4E-5F6G7-H8I9J-0K1L2 ok", "key <removed:licence_key> ok"},
      {"-----BEGIN RSA PRIVATE KEY-----\nS3cret\nabc==\n-----END RSA PRIVATE KEY-----\nnext",
       "<removed:private_key>\nnext"},
      {"pem=\"-----BEGIN PRIVATE KEY-----\\nS3cret\\n-----END PRIVATE KEY-----\\n\" next",
       "pem=\"<removed:private_key>\\n\" next"},
      {"-----BEGIN CERTIFICATE-----\nS3cret\n-----END CERTIFICATE-----\n",
       "<removed:certificate>\n"}};
  for (const auto& [text, wanted] : cases) {
    EXPECT_EQ(Redact(text), wanted);
  }
}

TEST_F(RedactedText, LeavesLookAlikesUntouched) {
  constexpr std::string_view kGolden[] = {
      "VMware ESXi 8.0.3 build-24022510",
      "8.0.3.24022515",
      "version 7.0.3.0 of the agent, driver: 1.2.3.4",
      "1.3.6.1.4.1.6876.4.1 = OID",
      ".1.3.6.1.2.1.1.3.0",
      "vib esx-base 8.0.3-0.0.24022510 and lpfc 14.4.0.42-35vmw.803.0.0.24022510",
      "i40en 2.3.4.0, fw 9.20 0x8000d8c5 21.5.9, oid .1.3.6.1.4.1.6876.4.1",
      "VMW_bootbank_ixgben_1.18.2.0-1vmw.803",
      "2026-11-22T13:38:06.653Z info hostd[2099] [Originator@6876 sub=Vimsvc.ha-eventmgr "
      "opID=3f2a]",
      "13:38:06.653 up 12 days, load 0.05, 0.10, 0.15",
      "0.0.0.0 127.0.0.1 255.255.255.0 ::1 :: ff02::1 224.0.0.22",
      "std::string Vmacore::System::Foo at 0x00007f3a",
      "capacity 1099511627776 free 12.5% 3.14159",
      "/var/log/vmware/vpxd/vpxd.log.1.gz C:\\Windows\\System32\\drivers",
      "ERROR\\nline two",
      "user: cannot log in; user is required; for user in users",
      "passwordExpires=90 password_policy: strong PasswordQualityControl=retry=3",
      "next token=12, password: null, \"token\": false",
      "com.vmware.vim.vpxd@1a2b3c4d getty@tty1.service",
      "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      "vmnic0 vmk0 vSwitch0 vmhba64:C0:T0:L0 mpx.vmhba0:C0:T0:L0 naa",
      "session opened for user root by (uid=0)",
      "Last login: Mon Nov 22 on tty1",
      "n-abc vm- host- group-d 12-34-56",
  };
  for (const std::string_view text : kGolden) EXPECT_EQ(Redact(text), text);
}

TEST_F(RedactedText, LeavesAnAliasOfItsOwnForm) {
  const std::string alias = Alias("payroll-db");
  EXPECT_EQ(Redact(absl::StrCat("machine ", alias, " is slow")),
            absl::StrCat("machine ", alias, " is slow"));
}

TEST_F(RedactedText, CountsByRule) {
  RedactionCounts counts;
  const std::string text = *TextRedactor(book_, dictionary_)
                                .RedactText("payroll-db 10.1.1.1 10.1.1.2 password=x", counts);
  EXPECT_EQ(counts[Rule::kName], 1);
  EXPECT_EQ(counts[Rule::kIpv4], 2);
  EXPECT_EQ(counts[Rule::kPassword], 1);
  EXPECT_EQ(counts.total(), 4);
  EXPECT_EQ(counts.bytes_in, 39);
  EXPECT_EQ(counts.bytes_out, static_cast<int64_t>(text.size()));
}

TEST_F(RedactedText, IsReadInUtf16) {
  const std::string text = "payroll-db at 10.20.30.40, B\xc3\xbcro & Co\n";
  const std::string units[2] = {"\xff\xfe", "\xfe\xff"};
  for (const bool big : {false, true}) {
    std::string encoded = units[big ? 1 : 0];
    for (size_t i = 0; i < text.size(); ++i) {
      unsigned unit = static_cast<uint8_t>(text[i]);
      if (unit == 0xc3) unit = 0x40u | static_cast<uint8_t>(text[++i]);
      if (unit >= 0x80) unit |= 0x80;
      encoded += static_cast<char>(big ? unit >> 8 : unit & 255);
      encoded += static_cast<char>(big ? unit & 255 : unit >> 8);
    }
    EXPECT_EQ(Redact(encoded), Redact(text));
    EXPECT_EQ(Redact(encoded.substr(2)), Redact(text));
  }
}

TEST_F(RedactedText, CannotHideNamesBetweenZeroBytes) {
  std::string text(5000, '.');
  for (const char c : std::string("payroll-db")) text += std::string({c, '\0'});
  const std::string redacted = Redact(text);
  EXPECT_TRUE(absl::EndsWith(redacted, Alias("payroll-db")));
}

// Everything that must not be seen, in one text.
constexpr std::string_view kCanaries[] = {"payroll-db",
                                          "esx01.corp.acme-site.com",
                                          "10.20.30.40",
                                          "build agent 7",
                                          "00:50:56:9a:11:22",
                                          "S3cretS3cret",
                                          "jroe",
                                          "5014aaaa",
                                          "2001:db8"};
constexpr std::string_view kCanaryText =
    "Build Agent 7 on esx01.corp.acme-site.com (10.20.30.40, 2001:db8::15) mac=00:50:56:9a:11:22 "
    "password=S3cretS3cret user=CORP\\jroe payroll-db_1.vmdk 5014aaaa-bbbb-4ccc-8ddd-eeeeffff0001 "
    "\"token\":\"S3cretS3cret\" -----BEGIN PRIVATE KEY-----\nS3cretS3cret\n-----END PRIVATE "
    "KEY----- end";

void ExpectNoCanary(std::string_view text) {
  const std::string lower = absl::AsciiStrToLower(absl::string_view(text.data(), text.size()));
  for (const std::string_view canary : kCanaries) {
    const absl::string_view view(canary.data(), canary.size());
    EXPECT_FALSE(absl::StrContains(lower, absl::AsciiStrToLower(view))) << canary;
  }
}

// Gives `text` cut into pieces at the places given.
class CutSource : public base::ByteSource {
 public:
  CutSource(std::string_view text, std::vector<size_t> cuts)
      : text_(text), cuts_(std::move(cuts)) {}
  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override {
    size_t end = text_.size();
    for (const size_t cut : cuts_) {
      if (cut > at_ && cut < end) end = cut;
    }
    const size_t count = std::min(end - at_, buffer.size());
    text_.copy(buffer.data(), count, at_);
    at_ += count;
    return count;
  }

 private:
  std::string_view text_;
  std::vector<size_t> cuts_;
  size_t at_ = 0;
};

TEST_F(RedactedText, IsTheSameWhereverTheSourceCuts) {
  ExpectNoCanary(Redact(kCanaryText));
  const std::string wanted = Redact(kCanaryText);
  for (size_t cut = 1; cut < kCanaryText.size(); ++cut) {
    CutSource source(kCanaryText, {cut});
    base::StringSink sink;
    RedactionCounts counts;
    ASSERT_TRUE(TextRedactor(book_, dictionary_).Redact(source, sink, counts).ok());
    ASSERT_EQ(sink.text(), wanted) << cut;
  }
}

TEST_F(RedactedText, IsTheSameWhereverItLiesInTheWindow) {
  const std::string wanted = Redact(kCanaryText);
  for (size_t before = (1 << 16) - 5000; before < (1 << 16) + 600; before += 67) {
    const std::string redacted = Redact(std::string(before, ' ') + std::string(kCanaryText));
    ASSERT_EQ(std::string_view(redacted).substr(before), wanted) << before;
  }
}

TEST_F(RedactedText, IsTheSameForRandomCutsOfARandomLog) {
  SCOPED_TRACE(testing::Message() << "seed " << kSeed);
  std::mt19937_64 random(kSeed);
  std::string text;
  for (int i = 0; i < 400; ++i) {
    text += kCanaryText.substr(random() % kCanaryText.size(), random() % 60);
    text += std::string(random() % 400, "x ./:-\n"[random() % 7]);
  }
  const std::string wanted = Redact(text);
  for (int round = 0; round < 20; ++round) {
    std::vector<size_t> cuts;
    for (int i = 0; i < 30; ++i) cuts.push_back(random() % text.size());
    CutSource source(text, cuts);
    base::StringSink sink;
    RedactionCounts counts;
    ASSERT_TRUE(TextRedactor(book_, dictionary_).Redact(source, sink, counts).ok());
    ASSERT_EQ(sink.text(), wanted);
  }
}

TEST_F(RedactedText, MayBeOneEndlessLine) {
  std::string text;
  while (text.size() < 600'000) absl::StrAppend(&text, std::string(kCanaryText), ";");
  std::erase(text, '\n');
  ExpectNoCanary(Redact(text));
}

TEST_F(RedactedText, LosesASecretOfAnyLength) {
  const std::string secret(300'000, 'S');
  EXPECT_EQ(Redact(absl::StrCat("a password=", secret, " b")), "a password=<removed:password> b");
  EXPECT_EQ(Redact(absl::StrCat("\"pwd\":\"", secret, "\" b")), "\"pwd\":\"<removed:password>\" b");
  EXPECT_EQ(Redact(absl::StrCat("-----BEGIN PRIVATE KEY-----\n", secret)), "<removed:private_key>");
}

TEST_F(RedactedText, FindsAHostNameBehindAnOverlongRun) {
  const std::string redacted =
      Redact(absl::StrCat(std::string(5000, 'a'), ".web9.corp.acme-site.com"));
  EXPECT_TRUE(absl::EndsWith(redacted, Alias("web9.corp.acme-site.com")));
}

TEST_F(RedactedText, IsTotalOnRandomBytes) {
  SCOPED_TRACE(testing::Message() << "seed " << kSeed);
  std::mt19937_64 random(kSeed);
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (size_t size = random() % 200; size > 0; --size) text += static_cast<char>(random());
    Redact(text);
  }
}

}  // namespace
}  // namespace sitrep::redact
