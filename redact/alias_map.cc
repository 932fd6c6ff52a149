#include "redact/alias_map.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/sqlite.h"
#include "base/status_macros.h"
#include "redact/aliaser.h"
#include "redact/private_file.h"
#include "redact/shape.h"

namespace sitrep::redact {
namespace {

constexpr std::string_view kSchema = R"sql(
CREATE TABLE IF NOT EXISTS site (key_id TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS alias (
  normalised TEXT PRIMARY KEY,
  original TEXT NOT NULL,
  alias TEXT NOT NULL UNIQUE,
  from_text INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS name (
  name TEXT NOT NULL,
  kind INTEGER NOT NULL,
  PRIMARY KEY (name, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS artifact (
  sha256 TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  made_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// An alias whose form is not met by chance. Addresses and references share their range with real
// ones.
bool HasAliasForm(std::string_view text) {
  return Aliaser::LooksLikeAlias(text) || (text.size() >= 32 && UuidPrefix(text) == text.size());
}

bool IsNameByte(char c) { return IsAlnum(c) || c == '-' || c == '_'; }

}  // namespace

struct AliasMap::State {
  explicit State(base::Database d) : database(std::move(d)) {}

  absl::Status Prepare(const std::string& key_id) {
    RETURN_IF_ERROR(database.Execute("PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL"));
    RETURN_IF_ERROR(database.Execute("BEGIN IMMEDIATE"));
    absl::Status status = PrepareTables(key_id);
    RETURN_IF_ERROR(database.Execute(status.ok() ? "COMMIT" : "ROLLBACK"));
    return status;
  }

  absl::Status PrepareTables(const std::string& key_id) {
    RETURN_IF_ERROR(database.Execute(kSchema));
    ASSIGN_OR_RETURN(base::Statement known, database.Prepare("SELECT key_id FROM site"));
    ASSIGN_OR_RETURN(const bool found, known.Step());
    if (!found) {
      ASSIGN_OR_RETURN(base::Statement insert, database.Prepare("INSERT INTO site VALUES (?1)"));
      return insert.BindText(1, key_id).Run();
    }
    if (known.Text(0) == key_id) return absl::OkStatus();
    return absl::FailedPreconditionError(
        absl::StrCat(database.path(), " belongs to site key ", std::string(known.Text(0)),
                     ", not to ", key_id, "; move it away after a rotation, or put its key back"));
  }

  absl::Status RecordOne(base::Statement& insert, const AliasPair& pair) {
    if (HasAliasForm(pair.original)) {
      ASSIGN_OR_RETURN(const bool alias, Exists(pair.original));
      if (alias) {
        return absl::FailedPreconditionError(
            "the input holds aliases made here: it is redacted already");
      }
    }
    const absl::Status status = insert.BindText(1, Aliaser::Normalise(pair.original))
                                    .BindText(2, pair.original)
                                    .BindText(3, pair.alias)
                                    .BindInteger(4, pair.from_text ? 1 : 0)
                                    .Run();
    if (status.ok()) return status;
    ASSIGN_OR_RETURN(const bool taken, Exists(pair.alias));
    if (!taken) return status;
    return absl::AlreadyExistsError(
        absl::StrCat("two names would share the alias ", pair.alias,
                     "; rotate the site key (docs/formats/aliases.md)"));
  }

  absl::StatusOr<bool> Exists(std::string_view alias) {
    ASSIGN_OR_RETURN(const std::string original,
                     Lookup("SELECT original FROM alias WHERE alias = ?1", alias));
    return !original.empty();
  }

  // Empty when there is none.
  absl::StatusOr<std::string> Lookup(std::string_view sql, std::string_view parameter) {
    ASSIGN_OR_RETURN(base::Statement statement, database.Prepare(sql));
    statement.BindText(1, parameter);
    ASSIGN_OR_RETURN(const bool found, statement.Step());
    return found ? std::string(statement.Text(0)) : std::string();
  }

  absl::StatusOr<std::string> OriginalOf(std::string_view alias) {
    return Lookup("SELECT original FROM alias WHERE alias = ?1", alias);
  }

  // Puts back the aliases at the start of `text`: the longest run of words that is one.
  absl::StatusOr<std::string> RevealStart(std::string_view text, size_t& size) {
    constexpr std::string_view kJoints = ".:";
    for (size_t end = std::min<size_t>(text.size(), 64); end > 1; --end) {
      const bool inside = end < text.size() && IsNameByte(text[end]) && IsNameByte(text[end - 1]);
      if (inside || kJoints.find(text[end - 1]) != kJoints.npos) continue;
      ASSIGN_OR_RETURN(std::string original, OriginalOf(text.substr(0, end)));
      if (original.empty()) continue;
      size = end;
      return original;
    }
    size = 0;
    return std::string();
  }

  base::Database database;
};

absl::StatusOr<std::unique_ptr<AliasMap>> AliasMap::Open(const std::string& path,
                                                         const std::string& key_id) {
  if (!base::FileExists(path)) {
    ASSIGN_OR_RETURN(base::FileSink file, base::FileSink::Append(path, 0600));
    RETURN_IF_ERROR(file.Finish());
  }
  RETURN_IF_ERROR(CheckPrivate(path));
  ASSIGN_OR_RETURN(base::Database database,
                   base::Database::Open(path, base::Database::Mode::kReadWrite));
  auto state = std::make_unique<State>(std::move(database));
  RETURN_IF_ERROR(state->Prepare(key_id));
  return std::unique_ptr<AliasMap>(new AliasMap(std::move(state)));
}

AliasMap::AliasMap(std::unique_ptr<State> state) : state_(std::move(state)) {}

AliasMap::~AliasMap() = default;

absl::Status AliasMap::Record(absl::Span<const AliasPair> pairs) {
  base::Database& database = state_->database;
  RETURN_IF_ERROR(database.Execute("BEGIN IMMEDIATE"));
  absl::Status status;
  {
    absl::StatusOr<base::Statement> insert = database.Prepare(
        "INSERT INTO alias VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (normalised) DO UPDATE SET from_text = 0, original = excluded.original "
        "WHERE excluded.from_text = 0 AND from_text = 1");
    status = insert.status();
    for (size_t i = 0; i < pairs.size() && status.ok(); ++i) {
      status = state_->RecordOne(*insert, pairs[i]);
    }
  }
  const absl::Status end = database.Execute(status.ok() ? "COMMIT" : "ROLLBACK");
  return status.ok() ? end : status;
}

absl::StatusOr<std::string> AliasMap::AliasOf(std::string_view original) {
  ASSIGN_OR_RETURN(std::string alias,
                   state_->Lookup("SELECT alias FROM alias WHERE normalised = ?1",
                                  Aliaser::Normalise(original)));
  if (!alias.empty()) return alias;
  return absl::NotFoundError(absl::StrCat(std::string(original), " was never given an alias here"));
}

absl::StatusOr<std::string> AliasMap::Reveal(std::string_view alias) {
  ASSIGN_OR_RETURN(std::string whole, state_->OriginalOf(alias));
  if (!whole.empty()) return whole;
  std::string text;
  bool found = false;
  for (size_t at = 0; at < alias.size();) {
    size_t size = 0;
    if (at == 0 || !IsNameByte(alias[at - 1])) {
      ASSIGN_OR_RETURN(const std::string original, state_->RevealStart(alias.substr(at), size));
      text += original;
    }
    found = found || size > 0;
    if (size == 0) text += alias[at++];
    at += size;
  }
  if (found) return text;
  return absl::NotFoundError(absl::StrCat(std::string(alias), " is no alias made here"));
}

absl::StatusOr<bool> AliasMap::IsAlias(std::string_view text) {
  if (!HasAliasForm(text)) return false;
  return state_->Exists(text);
}

absl::Status AliasMap::EachOriginal(const std::function<void(std::string_view)>& visit) {
  ASSIGN_OR_RETURN(base::Statement statement,
                   state_->database.Prepare("SELECT original FROM alias WHERE from_text = 0 "
                                            "ORDER BY normalised"));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) return absl::OkStatus();
    visit(statement.Text(0));
  }
}

absl::Status AliasMap::KeepNames(absl::Span<const InventoryName> names) {
  base::Database& database = state_->database;
  RETURN_IF_ERROR(database.Execute("BEGIN IMMEDIATE"));
  absl::Status status;
  {
    absl::StatusOr<base::Statement> insert =
        database.Prepare("INSERT INTO name VALUES (?1, ?2) ON CONFLICT DO NOTHING");
    status = insert.status();
    for (size_t i = 0; i < names.size() && status.ok(); ++i) {
      status = insert->BindText(1, names[i].text)
                   .BindInteger(2, static_cast<int64_t>(names[i].kind))
                   .Run();
    }
  }
  const absl::Status end = database.Execute(status.ok() ? "COMMIT" : "ROLLBACK");
  return status.ok() ? end : status;
}

absl::Status AliasMap::EachName(const std::function<void(std::string_view, NameKind)>& visit) {
  ASSIGN_OR_RETURN(base::Statement statement,
                   state_->database.Prepare("SELECT name, kind FROM name ORDER BY name, kind"));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) return absl::OkStatus();
    visit(statement.Text(0), static_cast<NameKind>(statement.Integer(1)));
  }
}

absl::Status AliasMap::Enter(const LedgerEntry& entry) {
  ASSIGN_OR_RETURN(base::Statement insert,
                   state_->database.Prepare("INSERT INTO artifact VALUES (?1, ?2, ?3, ?4) "
                                            "ON CONFLICT (sha256) DO UPDATE SET made_at = ?4"));
  return insert.BindText(1, entry.sha256)
      .BindText(2, entry.kind)
      .BindText(3, entry.name)
      .BindText(4, base::TimeToText(entry.made_at))
      .Run();
}

absl::StatusOr<LedgerEntry> AliasMap::Find(std::string_view sha256) {
  ASSIGN_OR_RETURN(base::Statement statement,
                   state_->database.Prepare("SELECT sha256, kind, name, made_at FROM artifact "
                                            "WHERE sha256 = ?1"));
  statement.BindText(1, sha256);
  ASSIGN_OR_RETURN(const bool found, statement.Step());
  if (!found) return absl::NotFoundError("no artifact with this digest was made here");
  LedgerEntry entry{std::string(statement.Text(0)), std::string(statement.Text(1)),
                    std::string(statement.Text(2)), absl::Time()};
  ASSIGN_OR_RETURN(entry.made_at, base::TimeFromText(statement.Text(3)));
  return entry;
}

}  // namespace sitrep::redact
