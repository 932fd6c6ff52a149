#include "redact/findings_redactor.h"

#include <gtest/gtest.h>

namespace sitrep::redact {
namespace {

Value Text(std::string text, tables::Redaction redaction) {
  Value value;
  value.set_text(std::move(text));
  value.set_redaction(redaction);
  return value;
}

TEST(RedactFindings, MapsValuesByTheirClassAndSortsAgain) {
  const Aliaser aliaser(*SiteKey::FromBytes(std::string(32, 'k')));
  AliasBook book(aliaser, nullptr);
  Findings findings;
  CheckResult& result = *findings.add_results();
  result.set_check("host-disconnected");
  for (int i = 0; i < 20; ++i) {
    Finding& finding = *result.add_findings();
    *finding.add_key() = Text("source", tables::ALIAS);
    *finding.add_key() = Text("host-" + std::to_string(i), tables::ALIAS);
    *finding.add_evidence() = Text("disconnected", tables::PUBLIC);
    *finding.add_evidence() = Text("free text", tables::DROP);
    finding.add_evidence()->set_integer(i);
  }
  const Findings redacted = RedactFindings(findings, book);
  ASSERT_EQ(redacted.results(0).findings_size(), 20);
  std::string before;
  for (const Finding& finding : redacted.results(0).findings()) {
    EXPECT_EQ(finding.key(0).text(), aliaser.Alias("source"));
    EXPECT_LT(before, finding.key(1).text());
    before = finding.key(1).text();
    EXPECT_EQ(finding.evidence(0).text(), "disconnected");
    EXPECT_EQ(finding.evidence(1).kind_case(), Value::KIND_NOT_SET);
    // A number without a class is no column we know of.
    EXPECT_EQ(finding.evidence(2).kind_case(), Value::KIND_NOT_SET);
  }
  EXPECT_EQ(redacted.results(0).check(), "host-disconnected");
}

}  // namespace
}  // namespace sitrep::redact
