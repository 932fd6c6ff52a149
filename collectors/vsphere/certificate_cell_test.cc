#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "collectors/vsphere/cell_reader.h"

namespace sitrep::collectors {
namespace {

constexpr char kEnd[] = "2027-12-27T16:29:23.000Z";

std::string Pem() {
  return *base::ReadFile(SITREP_SOURCE_DIR "/collectors/vsphere/testdata/host_certificate.pem");
}

// What the column makes of an ArrayOfByte with that content; "malformed" when it refuses it.
std::string End(const std::string& content) {
  pugi::xml_document document;
  const std::string xml = absl::StrCat("<val>", content, "</val>");
  EXPECT_TRUE(document.load_buffer(xml.data(), xml.size()));
  tables::Column declared;
  ColumnPlan column;
  column.from = ColumnPlan::From::kProperty;
  column.decode = tables::CERTIFICATE_NOT_AFTER;
  column.declared = &declared;
  std::string scratch;
  base::Cell cell;
  if (!CellReader().Read(column, document.child("val"), XmlScope(), scratch, cell))
    return "malformed";
  return cell.is_null() ? "NULL" : std::string(cell.text);
}

std::string ByteElements(const std::string& bytes) {
  std::string xml;
  for (const char byte : bytes) {
    absl::StrAppend(&xml, "<byte>", static_cast<int>(static_cast<signed char>(byte)), "</byte>\n");
  }
  return xml;
}

TEST(CertificateCell, OneSignedNumberAnElement) { EXPECT_EQ(End(ByteElements(Pem())), kEnd); }

TEST(CertificateCell, AllTheTextInOneElement) {
  EXPECT_EQ(End("<byte>" + Pem() + "</byte>"), kEnd);
}

TEST(CertificateCell, AChainIsJudgedByItsFirst) {
  EXPECT_EQ(End(ByteElements(Pem() + Pem())), kEnd);
}

TEST(CertificateCell, NoBytesAreNoCertificate) { EXPECT_EQ(End(""), "NULL"); }

TEST(CertificateCell, OtherBytesAreMalformed) {
  EXPECT_EQ(End("<byte>45</byte><byte>-1</byte>"), "malformed");
}

}  // namespace
}  // namespace sitrep::collectors
