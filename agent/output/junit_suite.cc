#include "agent/output/junit_suite.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "agent/output/plain_text.h"

namespace sitrep::agent {
namespace {

// ForTerminal leaves no character that XML forbids.
std::string Xml(std::string_view text) {
  return absl::StrReplaceAll(
      ForTerminal(text),
      {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&apos;"}});
}

std::string Body(const JunitCase& test) {
  std::string lines;
  for (const std::string& line : test.lines) absl::StrAppend(&lines, Xml(line), "\n");
  switch (test.outcome) {
    case JunitCase::Outcome::kFailed:
      return absl::StrCat("<failure message=\"", Xml(test.message), "\">", lines, "</failure>");
    case JunitCase::Outcome::kError:
      return absl::StrCat("<error message=\"", Xml(test.message), "\">", lines, "</error>");
    case JunitCase::Outcome::kSkipped:
      return "<skipped/>";
    case JunitCase::Outcome::kPassed:
      break;
  }
  return lines.empty() ? "" : absl::StrCat("<system-out>", lines, "</system-out>");
}

int64_t Count(const std::vector<JunitCase>& cases, JunitCase::Outcome outcome) {
  return std::count_if(cases.begin(), cases.end(),
                       [outcome](const JunitCase& test) { return test.outcome == outcome; });
}

}  // namespace

std::string JunitSuite(const std::string& name, const std::vector<JunitCase>& cases) {
  using Outcome = JunitCase::Outcome;
  std::string text = absl::StrCat(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"", Xml(name), "\" tests=\"",
      cases.size(), "\" failures=\"", Count(cases, Outcome::kFailed), "\" errors=\"",
      Count(cases, Outcome::kError), "\" skipped=\"", Count(cases, Outcome::kSkipped), "\">\n");
  for (const JunitCase& test : cases) {
    absl::StrAppend(&text, "  <testcase classname=\"", Xml(test.group), "\" name=\"",
                    Xml(test.name), "\">", Body(test), "</testcase>\n");
  }
  absl::StrAppend(&text, "</testsuite>\n");
  return text;
}

}  // namespace sitrep::agent
