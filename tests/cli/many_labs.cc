#include "tests/cli/many_labs.h"

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "base/file.h"
#include "gtest/gtest.h"

namespace sitrep::tests {

ManyLabs::ManyLabs(const std::string& name) : folder_(testing::TempDir() + "/labs-" + name) {
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
}

ManyLabs::~ManyLabs() {
  sources_.clear();
  std::filesystem::remove_all(folder_);
}

LabProcess& ManyLabs::Add(const std::string& name, const std::vector<std::string>& lab_flags,
                          const std::vector<std::string>& more) {
  auto lab = LabProcess::Start(lab_flags);
  EXPECT_TRUE(lab.ok()) << lab.status();
  WritePassword(name, (*lab)->source().password);
  AddToConfig(name, (*lab)->source().url, **lab, name, more);
  sources_.push_back({name, *std::move(lab)});
  return *sources_.back().lab;
}

void ManyLabs::AddAnotherName(const std::string& name, const std::string& lab_name,
                              const std::string& host) {
  const LabProcess& other = lab(lab_name);
  AddToConfig(name, absl::StrReplaceAll(other.source().url, {{"127.0.0.1", host}}), other, lab_name,
              {});
}

void ManyLabs::AddToConfig(const std::string& name, const std::string& url, const LabProcess& lab,
                           const std::string& password_of, const std::vector<std::string>& more) {
  absl::StrAppend(
      &config_, "  - name: ", name, "\n    url: ", url, "\n    username: ", lab.source().username,
      "\n    password_file: ", Path(password_of), ".password\n    thumbprints:\n      - ",
      lab.source().trust.thumbprints.front(), "\n");
  for (const std::string& line : more) absl::StrAppend(&config_, "    ", line, "\n");
  EXPECT_TRUE(base::WriteFileAtomically(Path("config.yaml"), config_).ok());
}

LabProcess& ManyLabs::lab(const std::string& name) {
  for (Source& source : sources_) {
    if (source.name == name) return *source.lab;
  }
  ADD_FAILURE() << "no lab " << name;
  return *sources_.front().lab;
}

void ManyLabs::Kill(const std::string& name) {
  std::erase_if(sources_, [&name](const Source& source) { return source.name == name; });
}

void ManyLabs::WritePassword(const std::string& name, const std::string& password) {
  EXPECT_TRUE(base::WriteFileAtomically(Path(name + ".password"), password + "\n").ok());
}

ProcessOptions ManyLabs::Options(std::vector<std::string> arguments) {
  ProcessOptions options;
  options.arguments = {ProgramPath("sitrep")};
  options.arguments.insert(options.arguments.end(), arguments.begin(), arguments.end());
  options.environment["SITREP_STATE_DIR"] = state();
  options.environment["SITREP_CONFIG"] = Path("config.yaml");
  options.directory = folder_;
  return options;
}

ProcessResult ManyLabs::Sitrep(std::vector<std::string> arguments) {
  return RunProcess(Options(std::move(arguments)), absl::Seconds(120));
}

std::unique_ptr<Process> ManyLabs::Start(std::vector<std::string> arguments) {
  auto process = Process::Start(Options(std::move(arguments)));
  EXPECT_TRUE(process.ok()) << process.status();
  return *std::move(process);
}

std::string ManyLabs::Query(const std::string& snapshot, const std::string& sql) {
  const ProcessResult result = Sitrep({"query", snapshot, sql, "--format", "csv"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  std::string value = result.out.substr(result.out.find('\n') + 1);
  if (!value.empty()) value.pop_back();
  return value;
}

void ManyLabs::Await(const std::function<bool()>& condition) {
  const absl::Time give_up = absl::Now() + absl::Seconds(30);
  while (!condition()) ASSERT_LT(absl::Now(), give_up) << "it did not come about";
}

}  // namespace sitrep::tests
