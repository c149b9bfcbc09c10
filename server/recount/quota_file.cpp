// Reads quotas. Called by the report of sortition.
#include "recount/people_files.hpp"

#include "base/utf8.hpp"
#include "recount/csv_rows.hpp"
#include "recount/position.hpp"

#include <algorithm>

namespace palabre::recount {
namespace {

struct QuotaColumns {
  std::optional<std::size_t> category, feature, min, max, min_flex, max_flex;
};

/// Two headings are about: category,feature and feature,value. Where both category and feature stand, the first is meant.
QuotaColumns columns_of(const std::vector<CsvCell>& header) {
  const auto find = [&header](const std::string& name) -> std::optional<std::size_t> {
    for (std::size_t at = 0; at < header.size(); ++at)
      if (plain_header(header[at].text) == name) return at;
    return std::nullopt;
  };
  const auto first_of = [&find](const std::vector<std::string>& names) {
    for (const auto& name : names)
      if (const auto at = find(name)) return at;
    return std::optional<std::size_t>();
  };
  QuotaColumns columns{find("category"), std::nullopt, find("min"), find("max"), find("min-flex"), find("max-flex")};
  columns.feature = columns.category ? first_of({"feature", "value", "name"}) : first_of({"value", "name"});
  if (!columns.category) columns.category = find("feature");
  return columns;
}

/// Reads one row of quotas into the file.
class QuotaReader {
 public:
  QuotaReader(CsvRows& rows, const QuotaColumns& columns, QuotaFile& file) : rows_(rows), columns_(columns), file_(file) {}

  std::optional<FileFault> read_row() {
    tally::FeatureQuota quota;
    if (auto fault = read_number(*columns_.min, false, quota.min)) return fault;
    if (auto fault = read_number(*columns_.max, false, quota.max)) return fault;
    if (quota.min > quota.max) return rows_.fault_at_cell(cell(*columns_.min), "min " + std::to_string(quota.min) + " is above max " + std::to_string(quota.max));
    if (columns_.min_flex)
      if (auto fault = read_number(*columns_.min_flex, true, quota.min_flex)) return fault;
    if (columns_.max_flex)
      if (auto fault = read_number(*columns_.max_flex, true, quota.max_flex)) return fault;
    if (quota.min_flex > quota.min) return rows_.fault_at_cell(cell(*columns_.min_flex), "min_flex is above min");
    if (quota.max_flex < quota.max) return rows_.fault_at_cell(cell(*columns_.max_flex), "max_flex is below max");
    return add(quota);
  }

 private:
  [[nodiscard]] const CsvCell& cell(std::size_t column) const { return rows_.cells()[column]; }

  std::optional<FileFault> read_number(std::size_t column, bool may_be_empty, std::uint32_t& number) {
    const auto& at = cell(column);
    if (at.text.empty() && may_be_empty) return std::nullopt;
    const auto units = parse_decimal(at.text, 0);
    if (!units || *units < 0) return rows_.fault_at_cell(at, at.text.empty() ? "a number of people is missing" : recount::in_quotes(at.text) + " is no number of people");
    if (*units > tally::pool_people_max) return rows_.fault_at_cell(at, "more than " + std::to_string(tally::pool_people_max) + " people");
    number = static_cast<std::uint32_t>(*units);
    return std::nullopt;
  }

  std::optional<FileFault> add(const tally::FeatureQuota& quota) {
    const auto& category = cell(*columns_.category);
    const auto& feature = cell(*columns_.feature);
    if (category.text.empty() || feature.text.empty()) return rows_.fault_at_cell(category, "a quota without category or feature");
    const auto found = std::find(file_.categories.begin(), file_.categories.end(), category.text);
    const auto at = static_cast<std::size_t>(found - file_.categories.begin());
    if (found == file_.categories.end()) {
      file_.categories.emplace_back(category.text);
      file_.features.emplace_back();
      file_.quotas.emplace_back();
    }
    auto& features = file_.features[at];
    if (std::find(features.begin(), features.end(), feature.text) != features.end())
      return rows_.fault_at_cell(feature, recount::in_quotes(feature.text) + " of " + recount::in_quotes(category.text) + " stands twice");
    if (++features_ > tally::pool_features_max) return rows_.fault_at_cell(feature, "more than " + std::to_string(tally::pool_features_max) + " features");
    features.emplace_back(feature.text);
    file_.quotas[at].push_back(quota);
    return std::nullopt;
  }

  CsvRows& rows_;
  const QuotaColumns& columns_;
  QuotaFile& file_;
  std::size_t features_ = 0;
};

}  // namespace

Read<QuotaFile> read_quotas(std::string_view text) {
  if (!is_utf8(text)) return FileFault{"the quotas are not in UTF-8 text"};
  CsvRows rows(text);
  if (!rows.next()) return rows.fault() ? *rows.fault() : FileFault{"the file is empty: a header category,feature,min,max was expected", 1, 1};
  const auto columns = columns_of(rows.cells());
  if (!columns.category || !columns.feature || !columns.min || !columns.max)
    return rows.fault_at_cell(rows.cells().front(), "the quotas need a header with the columns category, feature, min and max (or feature, value, min and max)");
  const std::size_t width = rows.cells().size();
  QuotaFile file;
  QuotaReader reader(rows, columns, file);
  while (rows.next()) {
    if (rows.cells().size() != width)
      return rows.fault_at_cell(rows.cells().back(), "the row has " + std::to_string(rows.cells().size()) + " cells, the header " + std::to_string(width));
    if (auto fault = reader.read_row()) return std::move(*fault);
  }
  if (rows.fault()) return *rows.fault();
  if (file.categories.empty()) return FileFault{"the file names no quota: it has a header only"};
  return file;
}

}  // namespace palabre::recount
