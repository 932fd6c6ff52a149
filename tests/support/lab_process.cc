#include "tests/support/lab_process.h"

#include <google/protobuf/util/json_util.h>
#include <unistd.h>

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::tests {
namespace {

std::string LabProgram() {
  const char* named = std::getenv("SITREP_LAB");
  return named != nullptr ? named : ProgramPath("sitrep-lab");
}

absl::StatusOr<google::protobuf::Struct> Parse(const std::string& json) {
  google::protobuf::Struct parsed;
  if (!google::protobuf::util::JsonStringToMessage(json, &parsed).ok()) {
    return absl::InternalError(absl::StrCat("the lab's answer is no JSON object: ", json));
  }
  return parsed;
}

std::string Field(const google::protobuf::Struct& parsed, const std::string& name) {
  const auto found = parsed.fields().find(name);
  return found == parsed.fields().end() ? "" : found->second.string_value();
}

int64_t Number(const google::protobuf::Struct& parsed, const std::string& name) {
  const auto found = parsed.fields().find(name);
  return found == parsed.fields().end() ? 0 : static_cast<int64_t>(found->second.number_value());
}

}  // namespace

absl::StatusOr<std::unique_ptr<LabProcess>> LabProcess::Start(std::vector<std::string> flags) {
  char pattern[] = "/tmp/sitrep-lab-XXXXXX";
  if (mkdtemp(pattern) == nullptr) return absl::InternalError("no folder in /tmp");
  const std::string directory = pattern;
  ProcessOptions options;
  options.arguments = {LabProgram(), "--ready-file", directory + "/ready.json", "--ca-file",
                       directory + "/ca.pem"};
  options.arguments.insert(options.arguments.end(), flags.begin(), flags.end());
  ASSIGN_OR_RETURN(std::unique_ptr<Process> process, Process::Start(options));
  std::unique_ptr<LabProcess> lab(new LabProcess(std::move(process), directory));
  RETURN_IF_ERROR(lab->process_->WaitForFile(directory + "/ready.json"));
  ASSIGN_OR_RETURN(const std::string text, base::ReadFile(directory + "/ready.json"));
  ASSIGN_OR_RETURN(const google::protobuf::Struct ready, Parse(text));
  lab->source_.url = Field(ready, "url");
  lab->source_.username = Field(ready, "username");
  lab->source_.password = Field(ready, "password");
  lab->source_.trust.thumbprints = {Field(ready, "thumbprint")};
  lab->source_.run_id = "test";
  lab->ca_file_ = directory + "/ca.pem";
  lab->control_ = std::make_unique<collectors::HttpConnection>(lab->source_, lab->interrupt_);
  return lab;
}

LabProcess::~LabProcess() {
  control_.reset();
  process_.reset();
  unlink((directory_ + "/ready.json").c_str());
  unlink((directory_ + "/ca.pem").c_str());
  rmdir(directory_.c_str());
}

absl::StatusOr<std::string> LabProcess::Exchange(const std::string& path, const std::string* body) {
  ASSIGN_OR_RETURN(const collectors::SourceAddress address,
                   collectors::ParseSourceUrl(source_.url));
  collectors::HttpRequest request;
  request.url = absl::StrCat(address.Origin(), "/_lab/", path);
  request.headers = {"Content-Type: application/json"};
  if (body != nullptr) request.body = *body;
  request.timeout = absl::Seconds(30);
  std::string answer;
  ASSIGN_OR_RETURN(const collectors::HttpAnswer result,
                   control_->Exchange(request, [&](int, std::string_view bytes) {
                     answer.append(bytes);
                     return absl::OkStatus();
                   }));
  if (result.status != 200) {
    return absl::InternalError(absl::StrCat("/_lab/", path, ": ", result.status, " ", answer));
  }
  return answer;
}

absl::StatusOr<google::protobuf::Struct> LabProcess::Get(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string answer, Exchange(path, nullptr));
  return Parse(answer);
}

absl::Status LabProcess::Post(const std::string& path, const std::string& body) {
  return Exchange(path, &body).status();
}

int64_t LabProcess::State(const std::string& name) {
  const auto state = Get("state");
  return state.ok() ? Number(*state, name) : -1;
}

int64_t LabProcess::Calls(const std::string& method) {
  const auto state = Get("state");
  if (!state.ok()) return -1;
  const auto calls = state->fields().find("calls");
  return calls == state->fields().end() ? 0 : Number(calls->second.struct_value(), method);
}

}  // namespace sitrep::tests
