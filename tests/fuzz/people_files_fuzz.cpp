// Any bytes as quotas and people: tables that make a pool, or a fault that says where.
#include "recount/people_files.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace palabre;
  // The first line of only "=" parts the quotas from the people.
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto part = text.find("\n=\n");
  const auto quota_text = text.substr(0, part);
  const auto people_text = part == std::string_view::npos ? std::string_view("gender,age\nf,1\nm,2\n") : text.substr(part + 3);
  const auto is_placed = [size](const recount::FileFault& fault) { return !fault.detail.empty() && fault.line <= size + 30 && fault.column <= size + 30; };
  const auto quotas = recount::read_quotas(quota_text);
  if (!quotas && !is_placed(quotas.fault())) std::abort();
  if (!quotas) return 0;
  const auto file = recount::read_pool(people_text, *quotas, "");
  if (!file && !is_placed(file.fault())) std::abort();
  if (!file) return 0;
  auto pool = file->pool;
  pool.panel_size = 1;
  if (tally::find_fault(pool)) std::abort();
  return 0;
}
