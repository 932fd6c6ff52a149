#include "tests/end_to_end/site.h"

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>

#include "base/file.h"

namespace sitrep::tests {

std::string JsonField(const std::string& json, const std::string& field) {
  std::smatch match;
  const std::regex pattern("\"" + field + "\"\\s*:\\s*\"([^\"]*)\"");
  return std::regex_search(json, match, pattern) ? match[1].str() : "";
}

Site::Site(const std::string& name) : folder_(::testing::TempDir() + "/site-" + name) {
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
}

Site::~Site() {
  lab_.reset();
  backend_.reset();
  std::filesystem::remove_all(folder_);
}

void Site::StartLab(const std::vector<std::string>& arguments) {
  ProcessOptions options;
  options.arguments = {ProgramPath("sitrep-lab"), "--listen",  "127.0.0.1:0",     "--ready-file",
                       Path("lab.json"),          "--ca-file", Path("lab-ca.pem")};
  options.arguments.insert(options.arguments.end(), arguments.begin(), arguments.end());
  auto lab = Process::Start(options);
  ASSERT_TRUE(lab.ok()) << lab.status();
  lab_ = *std::move(lab);
  const absl::Status ready = lab_->WaitForFile(Path("lab.json"));
  ASSERT_TRUE(ready.ok()) << ready;
  const std::string json = *base::ReadFile(Path("lab.json"));
  url_ = JsonField(json, "url");
  username_ = JsonField(json, "username");
  control_ = JsonField(json, "control");
  ASSERT_TRUE(base::WriteFileAtomically(Path("password"), JsonField(json, "password")).ok());
}

void Site::StartBackendAndEnrol() {
  ProcessOptions options;
  options.arguments = {ProgramPath("sitrep-backend"),
                       "serve",
                       "--data",
                       backend_data(),
                       "--listen",
                       "127.0.0.1:0",
                       "--ready-file",
                       Path("backend.json")};
  auto backend = Process::Start(options);
  ASSERT_TRUE(backend.ok()) << backend.status();
  backend_ = *std::move(backend);
  const absl::Status ready = backend_->WaitForFile(Path("backend.json"));
  ASSERT_TRUE(ready.ok()) << ready;
  const ProcessResult token =
      Backend({"token", "--tenant", "acme", "--plan", "production", "--out", Path("token.json")});
  ASSERT_EQ(token.exit_code, 0) << token.err;
  const std::string address = JsonField(*base::ReadFile(Path("backend.json")), "address");
  const ProcessResult enrolled = Sitrep({"enroll", address, "--token-file", Path("token.json")});
  ASSERT_EQ(enrolled.exit_code, 0) << enrolled.err;
}

ProcessResult Site::Sitrep(std::vector<std::string> arguments) {
  ProcessOptions options;
  options.arguments = {ProgramPath("sitrep")};
  options.arguments.insert(options.arguments.end(), arguments.begin(), arguments.end());
  options.environment["SITREP_STATE_DIR"] = state();
  options.directory = folder_;
  return RunProcess(options, absl::Seconds(120));
}

ProcessResult Site::SitrepOnLab(const std::string& command, const std::vector<std::string>& more) {
  std::vector<std::string> arguments;
  std::istringstream words(command);
  for (std::string word; words >> word;) arguments.push_back(word);
  for (const char* word :
       {"URL", "--username", "USER", "--password-file", "PASSWORD", "--ca-file", "CA"}) {
    arguments.emplace_back(word);
  }
  for (std::string& word : arguments) {
    if (word == "URL") word = url_;
    if (word == "USER") word = username_;
    if (word == "PASSWORD") word = Path("password");
    if (word == "CA") word = Path("lab-ca.pem");
  }
  arguments.insert(arguments.end(), more.begin(), more.end());
  return Sitrep(arguments);
}

ProcessResult Site::Backend(std::vector<std::string> arguments) {
  ProcessOptions options;
  options.arguments = {ProgramPath("sitrep-backend")};
  options.arguments.insert(options.arguments.end(), arguments.begin(), arguments.end());
  options.arguments.insert(options.arguments.end(), {"--data", backend_data()});
  return RunProcess(options, absl::Seconds(120));
}

std::string Site::Lab(const std::string& path, const std::string& body) {
  ProcessOptions options;
  options.arguments = {"/usr/bin/curl",    "-sS",          "--fail", "--noproxy", "*", "--cacert",
                       Path("lab-ca.pem"), control_ + path};
  if (!body.empty()) options.arguments.insert(options.arguments.end(), {"-d", body});
  const ProcessResult result = RunProcess(options);
  EXPECT_EQ(result.exit_code, 0) << path << ": " << result.err;
  return result.out;
}

Findings Site::Check(const std::string& snapshot, const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {"check", snapshot, "--format", "json"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const ProcessResult result = Sitrep(arguments);
  Findings findings;
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  const auto status = google::protobuf::util::JsonStringToMessage(result.out, &findings, options);
  EXPECT_TRUE(status.ok()) << status.ToString() << "\n" << result.out.substr(0, 500) << result.err;
  return findings;
}

}  // namespace sitrep::tests
