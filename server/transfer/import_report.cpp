// Counts, joins and prints what an import did.
// Called by the importers and by `palabre import`.
#include "transfer/import_report.hpp"

#include <algorithm>

namespace palabre::transfer {

void ImportReport::count_kept(std::string_view kind) {
  const auto found = std::find_if(kept.begin(), kept.end(), [kind](const KeptKind& entry) { return entry.kind == kind; });
  if (found != kept.end()) ++found->count;
  else kept.push_back({std::string(kind), 1});
}

std::int64_t ImportReport::added() const {
  std::int64_t sum = 0;
  for (const auto& [kind, count] : counts) sum += count.added;
  return sum;
}

void join_report(ImportReport& whole, const ImportReport& part) {
  for (const auto& [kind, count] : part.counts) {
    whole.count_added(kind, count.added);
    whole.count_there(kind, count.already_there);
    whole.count_skipped(kind, count.skipped);
  }
  whole.problems.insert(whole.problems.end(), part.problems.begin(), part.problems.end());
  for (const auto& entry : part.kept) {
    whole.count_kept(entry.kind);
    std::find_if(whole.kept.begin(), whole.kept.end(), [&](const KeptKind& other) { return other.kind == entry.kind; })->count += entry.count - 1;
  }
  for (const auto& name : part.unknown_fields)
    if (std::find(whole.unknown_fields.begin(), whole.unknown_fields.end(), name) == whole.unknown_fields.end())
      whole.unknown_fields.push_back(name);
  whole.is_refused = whole.is_refused || part.is_refused;
}

void print_report(const ImportReport& report, std::ostream& out) {
  for (const auto& problem : report.problems) out << problem.where << ": " << problem.message << '\n';
  if (!report.unknown_fields.empty()) {
    out << "fields this format does not have, left aside:";
    for (const auto& name : report.unknown_fields) out << ' ' << name;
    out << '\n';
  }
  if (report.is_refused) {
    out << "nothing was imported: " << report.problems.size() << " bad rows, and --strict was asked\n";
    return;
  }
  for (const auto& [kind, count] : report.counts)
    out << kind << ": " << count.added << " added, " << count.already_there << " already there, " << count.skipped << " skipped\n";
  if (!report.kept.empty()) {
    out << "kept word for word, without a home yet:";
    for (const auto& entry : report.kept) out << ' ' << entry.kind << " (" << entry.count << ')';
    out << '\n';
  }
}

}  // namespace palabre::transfer
