// A count by elimination in words, stage by stage. Private to the reports of stv and irv.
#pragma once
#include "tally/stv.hpp"

#include <string>
#include <vector>

namespace palabre::recount {

/// How candidates and turns of the count are called.
class StvNames {
 public:
  StvNames(std::vector<std::string> names, const std::vector<tally::Option>& withdrawn, bool has_lot);
  const std::string& of(tally::Option option) const { return names_[option]; }
  /// "A", "A and B", "A, B and C".
  std::string of(const std::vector<tally::Option>& options) const;
  std::size_t size() const { return names_.size(); }
  bool is_withdrawn(tally::Option option) const { return is_withdrawn_[option]; }
  std::string word_of(tally::TieBreak decided_by) const;
  static std::string word_of(tally::StvAct act);
  static std::string word_of(tally::MeekEnd end);

 private:
  std::vector<std::string> names_;
  std::vector<bool> is_withdrawn_;
  bool has_lot_;
};

std::string stv_text(const StvNames& names, const tally::StvCount& count, const std::string& method, std::uint32_t seats);

}  // namespace palabre::recount
