#ifndef SITREP_AGENT_OUTPUT_COMPARISON_TEXT_H_
#define SITREP_AGENT_OUTPUT_COMPARISON_TEXT_H_

#include <map>
#include <string>
#include <vector>

#include "agent/output/comparison_printer.h"
#include "review/change_groups.h"

namespace sitrep::agent {

// The comparison as a person reads it. Kept until the end: what became of findings stands above
// what changed, and equal changes are one line.
class ComparisonText : public ComparisonPrinter {
 public:
  ComparisonText(ComparisonTitle title, std::ostream& out);

  absl::Status OnFinding(const review::FindingChange& change) override;
  absl::Status OnNotCompared(const review::NotCompared& part) override;
  absl::Status OnRow(const review::RowChange& change) override;
  void Finish(const review::ComparisonSummary& summary) override;

 private:
  struct Check {
    std::string line;
    int64_t objects = 0;
    std::vector<std::string> shown;
  };
  void PrintTitle() const;
  void PrintFindings(const review::ComparisonSummary& summary) const;
  void PrintChanges();
  void PrintNotCompared() const;
  void PrintSummary(const review::ComparisonSummary& summary) const;

  ComparisonTitle title_;
  std::ostream& out_;
  std::map<review::FindingState, std::vector<Check>> findings_;
  std::string check_[6];  // the last of each state
  review::ChangeGroups groups_;
  std::vector<std::string> not_compared_;
};

// "after: host.version denied for 3 objects, needs privilege System.Read (NoPermission)".
std::string NotComparedText(const review::NotCompared& part);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_OUTPUT_COMPARISON_TEXT_H_
